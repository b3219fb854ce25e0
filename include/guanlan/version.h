/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * The version of the library, the one place that states it (CMake reads it here).
 */
#ifndef GUANLAN_VERSION_H
#define GUANLAN_VERSION_H

#define GLN_VERSION "0.1.0"

#endif
