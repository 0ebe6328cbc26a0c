#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

/* Under AddressSanitizer what nobody asked for is poisoned: overruns are seen inside blocks too. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONED 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONED 1
#endif

#ifdef ARENA_POISONED
#include <sanitizer/asan_interface.h>
#define REDZONE 16u
#define POISON(start, bytes) ASAN_POISON_MEMORY_REGION(start, bytes)
#define UNPOISON(start, bytes) ASAN_UNPOISON_MEMORY_REGION(start, bytes)
#else
#define REDZONE 0u
#define POISON(start, bytes) ((void)0)
#define UNPOISON(start, bytes) ((void)0)
#endif

/* Blocks double up to this size: large enough to be rare, small enough to be half empty. */
#define BLOCK_GROWTH_MAX (1u << 20)

struct arena_block {
	struct arena_block *next;
	size_t size, used;
	alignas(max_align_t) unsigned char data[];
};

struct arena_deferred {
	struct arena_deferred *next;
	void (*release)(void *);
	void *thing;
};

void
arena_init(struct arena *arena)
{
	*arena = (struct arena){ 0 };
}

void
arena_release(struct arena *arena)
{
	struct arena_block *next;

	while (arena->deferred != NULL) {
		struct arena_deferred *deferred = arena->deferred;

		arena->deferred = deferred->next;
		deferred->release(deferred->thing);
	}
	for (struct arena_block *block = arena->blocks; block != NULL; block = next) {
		next = block->next;
		UNPOISON(block->data, block->size);
		free(block);
	}
	arena_init(arena);
}

static _Noreturn void
give_up(const char *why, size_t bytes)
{
	(void)fprintf(stderr, "arena: %s, asked for %zu bytes\n", why, bytes);
	abort();
}

/*
 * A piece too large for an ordinary block gets one of its own behind the head, so that the room
 * left in the head is still used. calloc gives the zeroes: for large blocks they come free from the
 * kernel.
 */
static struct arena_block *
block_add(struct arena *arena, size_t needed)
{
	struct arena_block *head = arena->blocks;
	size_t size = ARENA_FIRST_BLOCK;
	struct arena_block *block;

	if (head != NULL && head->size >= BLOCK_GROWTH_MAX / 2)
		size = BLOCK_GROWTH_MAX;
	else if (head != NULL)
		size = head->size * 2;
	if (needed > size)
		size = needed;
	block = calloc(1, sizeof(*block) + size);
	if (block == NULL)
		give_up("no memory", needed);
	block->size = size;
	POISON(block->data, size);
	if (head != NULL && needed == size) {
		block->next = head->next;
		head->next = block;
	} else {
		block->next = head;
		arena->blocks = block;
	}
	return block;
}

void *
arena_alloc(struct arena *arena, size_t bytes)
{
	struct arena_block *block = arena->blocks;
	size_t needed;
	void *piece;

	if (bytes > ARENA_MAX - arena->used_bytes)
		give_up("over the ceiling", bytes);
	arena->used_bytes += bytes;
	/* An empty piece has an address of its own too. */
	needed = (bytes + (bytes == 0) + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	needed += REDZONE;
	if (block == NULL || block->size - block->used < needed)
		block = block_add(arena, needed);
	piece = block->data + block->used;
	block->used += needed;
	UNPOISON(piece, bytes);
	return piece;
}

char *
arena_strdup(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_strndup(arena, text, strlen(text));
}

char *
arena_strndup(struct arena *arena, const char *text, size_t length)
{
	char *copy;

	if (text == NULL)
		return NULL;
	copy = arena_alloc(arena, length + 1);
	if (length > 0)
		memcpy(copy, text, length);
	return copy;
}

char *
arena_printf(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	va_list again;
	char *text = NULL;
	int length;

	va_start(arguments, format);
	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, arguments);
	if (length < 0)
		give_up("format refused", 0);
	text = arena_alloc(arena, (size_t)length + 1);
	(void)vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	va_end(arguments);
	return text;
}

void
arena_defer(struct arena *arena, void (*release)(void *), void *thing)
{
	struct arena_deferred *deferred = arena_alloc(arena, sizeof(*deferred));

	*deferred = (struct arena_deferred){ arena->deferred, release, thing };
	arena->deferred = deferred;
}
