/* The formats of the contract. Each takes what the standard says, less what no store could keep. */
#include <string.h>

#include "base/encode.h"
#include "wire/decode_parts.h"

#define DECIMAL_WHOLE_MAX 15
#define DECIMAL_FRACTION_MAX 6
/* Finer than a nanosecond is noise, and unbounded digits are an attack. */
#define SECOND_FRACTION_MAX 9
/* No zone on earth is more than 14 hours off; 15 is the most that calendars are able to take. */
#define ZONE_HOURS_MAX 15
#define EMAIL_MAX 254
#define EMAIL_LOCAL_MAX 64
#define EMAIL_LABEL_MAX 63
#define DAY_MINUTES (24 * 60)

static bool
is_digit(char character)
{
	return character >= '0' && character <= '9';
}

/* Exactly `digits` digits as a number; -1: something else stands there. Stops at the NUL. */
static int
number_read(const char *text, size_t digits)
{
	int number = 0;

	for (size_t i = 0; i < digits; i++) {
		if (!is_digit(text[i]))
			return -1;
		number = number * 10 + (text[i] - '0');
	}
	return number;
}

static int
month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

/* The ten characters of a day that exists; there was no year 0. */
static bool
day_read(const char *text, size_t length)
{
	int year;
	int month;
	int day;

	if (length < 10 || text[4] != '-' || text[7] != '-')
		return false;
	year = number_read(text, 4);
	month = number_read(text + 5, 2);
	day = number_read(text + 8, 2);
	return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= month_days(year, month);
}

/* "Z" or "+07:00", up to the end, in minutes east. */
static bool
zone_read(const char *text, int *ret_minutes)
{
	int hours;
	int minutes;

	if ((text[0] == 'Z' || text[0] == 'z') && text[1] == '\0') {
		*ret_minutes = 0;
		return true;
	}
	if (text[0] != '+' && text[0] != '-')
		return false;
	hours = number_read(text + 1, 2);
	if (hours < 0 || hours > ZONE_HOURS_MAX || text[3] != ':')
		return false;
	minutes = number_read(text + 4, 2);
	if (minutes < 0 || minutes > 59 || text[6] != '\0')
		return false;
	*ret_minutes = (hours * 60 + minutes) * (text[0] == '-' ? -1 : 1);
	return true;
}

/* RFC 3339 section 5.6. */
static bool
date_time_check(const char *text, size_t length)
{
	const char *rest;
	int zone = 0;
	int hour;
	int minute;
	int second;

	if (length < 20 || !day_read(text, length) || (text[10] != 'T' && text[10] != 't') ||
	    text[13] != ':' || text[16] != ':')
		return false;
	hour = number_read(text + 11, 2);
	minute = number_read(text + 14, 2);
	second = number_read(text + 17, 2);
	rest = text + 19;
	if (*rest == '.') {
		size_t digits = strspn(rest + 1, "0123456789");

		if (digits == 0 || digits > SECOND_FRACTION_MAX)
			return false;
		rest += 1 + digits;
	}
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
		return false;
	if (!zone_read(rest, &zone))
		return false;
	/* A leap second only ever comes at the end of a UTC day. */
	return second < 60 ||
	       (hour * 60 + minute - zone + 2 * DAY_MINUTES) % DAY_MINUTES == DAY_MINUTES - 1;
}

static bool
decimal_check(const char *text)
{
	size_t digits;

	text += *text == '-';
	digits = strspn(text, "0123456789");
	if (digits < 1 || digits > DECIMAL_WHOLE_MAX)
		return false;
	text += digits;
	if (*text == '\0')
		return true;
	digits = strspn(text + 1, "0123456789");
	return *text == '.' && digits >= 1 && digits <= DECIMAL_FRACTION_MAX &&
	       text[1 + digits] == '\0';
}

/* Words of the unquoted form of RFC 5321, with single dots between. */
static bool
local_part_check(const char *text, size_t length)
{
	static const char allowed[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	    "!#$%&'*+/=?^_`{|}~-";
	const char *end = text + length;

	if (length < 1 || length > EMAIL_LOCAL_MAX)
		return false;
	for (;;) {
		size_t word = strspn(text, allowed);

		if (word == 0)
			return false;
		text += word;
		if (text >= end)
			return text == end;
		if (*text++ != '.')
			return false;
	}
}

/* At least two labels of letters, digits and inner hyphens. */
static bool
domain_check(const char *text)
{
	static const char allowed[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
	size_t labels = 0;

	for (;;) {
		size_t label = strspn(text, allowed);

		if (label < 1 || label > EMAIL_LABEL_MAX || text[0] == '-' ||
		    text[label - 1] == '-')
			return false;
		labels++;
		text += label;
		if (*text == '\0')
			return labels >= 2;
		if (*text++ != '.')
			return false;
	}
}

static bool
email_check(const char *text, size_t length)
{
	const char *at = strchr(text, '@');

	return length <= EMAIL_MAX && at != NULL && local_part_check(text, (size_t)(at - text)) &&
	       domain_check(at + 1);
}

const char *
decode_format(enum contract_format format, const char *text, size_t length)
{
	unsigned char uuid[UUID_BYTES];

	switch (format) {
	case FORMAT_NONE:
		return NULL;
	case FORMAT_UUID:
		return uuid_parse(text, uuid) ? NULL : "format_uuid";
	case FORMAT_DATE:
		return length == 10 && day_read(text, length) ? NULL : "format_date";
	case FORMAT_DATE_TIME:
		return date_time_check(text, length) ? NULL : "format_date_time";
	case FORMAT_DECIMAL:
		return decimal_check(text) ? NULL : "format_decimal";
	case FORMAT_EMAIL:
		return email_check(text, length) ? NULL : "format_email";
	}
	return NULL;
}
