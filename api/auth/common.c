#include "auth/common.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

/* Bytes: four letters of Vietnamese at most. */
#define PIECE_MAX 12
/* Letters that make a run: two neighbours are in every word. */
#define RUN_MIN 3
#define AROUND_MAX 6

/* Both ways. */
static const char *const rows[] = {
	"0123456789",
	"1234567890",
	"abcdefghijklmnopqrstuvwxyz",
	"qwertyuiop",
	"asdfghjkl",
	"zxcvbnm",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm",
};

static const char *const words[] = {
	"abc",
	"admin",
	"administrator",
	"anhyeuem",
	"baseball",
	"changeme",
	"computer",
	"congdoan",
	"congdoanvietnam",
	"demo",
	"dragon",
	"emyeuanh",
	"facebook",
	"football",
	"google",
	"guest",
	"hanoi",
	"hello",
	"iloveyou",
	"khongbiet",
	"khongco",
	"letmein",
	"liendoan",
	"login",
	"master",
	"matkhau",
	"mật khẩu",
	"mậtkhẩu",
	"monkey",
	"nopass",
	"p@ssw0rd",
	"p@ssword",
	"pass",
	"passw0rd",
	"password",
	"princess",
	"qwerty",
	"root",
	"saigon",
	"secret",
	"shadow",
	"starwars",
	"sunshine",
	"superman",
	"test",
	"thidua",
	"tongliendoan",
	"trustno",
	"user",
	"vietnam",
	"vietnamvodich",
	"welcome",
	"whatever",
	"yeuem",
	"zalo",
};

/* Whether length bytes, and then the same again and again, are all there is. */
static bool
piece_repeats(const char *password, size_t length, size_t piece)
{
	return length >= 2 * piece && memcmp(password, password + piece, length - piece) == 0;
}

static bool
is_row_step(const char *row, char from, char to)
{
	const char *place = strchr(row, from | 0x20);
	char next = (char)(to | 0x20);

	return from != '\0' && to != '\0' && place != NULL &&
	       (place[1] == next || (place > row && place[-1] == next));
}

/* Letters from here on that follow one another along one row. */
static size_t
run_length(const char *text)
{
	size_t longest = 0;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t length = 0;

		while (is_row_step(rows[i], text[length], text[length + 1]))
			length++;
		longest = length > longest ? length : longest;
	}
	return longest + 1;
}

static bool
is_runs_alone(const char *password)
{
	while (*password != '\0') {
		size_t length = run_length(password);

		if (length < RUN_MIN)
			return false;
		password += length;
	}
	return true;
}

static bool
is_letter(char byte)
{
	return (byte & 0x80) != 0 || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

static bool
is_word(const char *text, size_t length)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strlen(words[i]) == length && strncasecmp(words[i], text, length) == 0)
			return true;
	}
	return false;
}

static bool
is_word_with_trimmings(const char *password)
{
	const char *end = password + strlen(password);
	const char *start = password;

	while (*start != '\0' && !is_letter(*start))
		start++;
	while (end > start && !is_letter(end[-1]))
		end--;
	return strlen(password) - (size_t)(end - start) <= AROUND_MAX &&
	       is_word(start, (size_t)(end - start));
}

bool
password_common(const char *password)
{
	size_t length = strlen(password);

	for (size_t piece = 1; piece <= PIECE_MAX; piece++) {
		if (piece_repeats(password, length, piece))
			return true;
	}
	return is_runs_alone(password) || is_word_with_trimmings(password);
}
