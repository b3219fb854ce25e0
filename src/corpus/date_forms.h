/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms of dates beside the Chinese, ISO and English ones: eras, Korean, Thai, months by name, days first. */
#ifndef GLN_CORPUS_DATE_FORMS_H
#define GLN_CORPUS_DATE_FORMS_H

#include "corpus/date_parse.h"

/* Whether a date of one of these forms can begin with the character. */
bool gln_date_form__starts(uint32_t c);

/* The date that begins right at byte `start`; `starts` held for its character.
 * - eras: 民国109年9月26日, 中華民國一百零九年, 令和2年9月26日, 昭和六十四年, 佛历2563年9月26日
 * - Korean: 2020년 9월 26일, 9월 26일
 * - Thai: 26 กันยายน 2563, 26 ก.ย. 63, พ.ศ. 2563; years are of the Buddhist era (2563 is 2020), CE from 1600 to 2199
 * - day, month by name, year: 26 septembre 2020, 1er mars 2021, 26. September 2020, 26 de septiembre de 2020,
 *   26 settembre 2020, 26 de setembro de 2020, 26 сентября 2020 г.; without a year also
 * - 9/26/2020, 26/9/2020, 26.9.2020 where only one order of day and month is possible */
bool gln_date_form__at(gln_slice text, size_t start, gln_date_mention *out);

#endif
