/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"
#include "guanlan/calendar.h"

#include <stdlib.h>
#include <unistd.h>

/* The days from 2020-09-21 (Monday) to 2020-09-27 on which an issue is expected, as digits. */
static const char *week(const gln_calendar *calendar, const char *newspaper)
{
    static char days[8];
    size_t n = 0;
    int64_t monday = gln_date_days((gln_date){2020, 9, 21});
    for (int i = 0; i < 7; i++) {
        if (gln_calendar_expects(calendar, gln_slice_of(newspaper), monday + i)) {
            days[n++] = (char)('1' + i);
        }
    }
    days[n] = '\0';
    return days;
}

static void test_named(void)
{
    gln_calendar *calendar = NULL;
    CHECK(gln_calendar_new("daily", &calendar, NULL) == GLN_OK);
    CHECK_TEXT(week(calendar, NULL), "1234567");
    gln_calendar_free(calendar);
    CHECK(gln_calendar_new("weekdays", &calendar, NULL) == GLN_OK);
    CHECK_TEXT(week(calendar, "Courier"), "12345");
    gln_calendar_free(calendar);
    gln_calendar_free(NULL);
}

static gln_status of_text(const char *text, gln_calendar **out, gln_error *err)
{
    char path[] = "/tmp/guanlan-calendar-XXXXXX";
    int fd = mkstemp(path);
    size_t n = strlen(text);
    CHECK(fd >= 0 && write(fd, text, n) == (ssize_t)n && close(fd) == 0);
    gln_status status = gln_calendar_new(path, out, err);
    (void)unlink(path);
    return status;
}

static void test_files(void)
{
    gln_calendar *calendar = NULL;
    gln_error err = GLN_ERROR_INIT;
    CHECK(of_text("\xEF\xBB\xBF"
                  "date,newspaper\r\n2020-09-22,Courier\r\n\r\n# a note\r\n2020-09-25\r\n\"2020-09-23\", \"夕报\"",
                  &calendar, &err) == GLN_OK);
    CHECK_TEXT(week(calendar, NULL), "5");
    CHECK_TEXT(week(calendar, "Courier"), "25");
    CHECK_TEXT(week(calendar, "夕报"), "35");
    gln_calendar_free(calendar);
    calendar = NULL;
    CHECK(of_text("2020-09-22\n2020-09\n", &calendar, &err) == GLN_ERR_FORMAT && err.line == 2 && !calendar);
    err = (gln_error)GLN_ERROR_INIT;
    CHECK(of_text("2020-02-30\n", &calendar, &err) == GLN_ERR_FORMAT && err.line == 1);
    err = (gln_error)GLN_ERROR_INIT;
    CHECK(of_text("date\n", &calendar, &err) == GLN_ERR_FORMAT);
    CHECK(gln_calendar_new("/nowhere/at/all", &calendar, NULL) != GLN_OK);
}

int main(void)
{
    test_named();
    test_files();
    return check_report("calendar");
}
