// A library that stands in for libparsec in tests. It connects to nothing and does what a script says.
//
//	cc -shared -fPIC -O1 -o libparsec.so standin.c -lpthread -lm -ldl
//
// The script is the value of "script" in the JSON options of ParsecInit, or else of the environment
// variable PARSEC_STANDIN; without one it is "20:2,0". It is a list of steps, separated by commas:
//
//	CODE:N   the status is CODE for the next N calls of ParsecClientGetStatus
//	CODE:key the status is CODE until the guest lets the key F12 go
//	CODE     the status is CODE from now on
//	exit     the process ends at once with status 1, without a word
//	crash    the process reads memory that is not there
//	hang     the call does not return
//	garbage  texts lose their terminators and numbers their sense, from now on
//	unknown  nothing but the status is known, from now on
//	waiting  somebody at the host has to accept, from now on
//	path     a path to the host is looked for, from now on and at the beginning
//	lossy    packets are being lost, from now on
//	tell     the session and the host's secret are logged (before the first CODE)
//	aloud    what comes back as user data is logged as well, with the time in microseconds, from now on
//	relative the host wants to know how far the pointer moves, and not where it is
//	absolute the host's pointer is at 30, 40, and looks like a yellow square
//	hidden   the host's pointer is not seen
//	shake    the gamepad that was last heard of is to shake
//	copy     the host's clipboard holds "from the host"
//	fragile  ParsecDestroy crashes where the last status was 20, as the SDK's does
//	null     ParsecInit succeeds and gives no instance (in any place)
//
// Words before the first CODE take effect inside ParsecClientConnect, later ones when
// ParsecClientGetStatus gets to them: "waiting,20:30,path,20:10,0". With the status 0 there are pictures,
// sound and events. What a program sends and sets comes back as user data: see echo().
//
// A script may have several parts, separated by semicolons: each instance of the library has its own, and
// those for which there is none left have the last one. "0:50,-12007;0" loses the first connection.
//
// -DMAJOR=5 makes a library of another version, -DLACKING one without ParsecClientGLDestroy.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <math.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#ifndef MAJOR
#define MAJOR 6
#endif

enum { OK = 0, CONNECTING = 20, TIMEOUT = 2000, FAILED = -1, NOT_RUNNING = -3, RUNNING = -4, VERSION = -36000 };
enum { WIDTH = 64, HEIGHT = 36, RATE = 48000, PIECE = 480, MOST_EVENTS = 64, MOST_TEXT = 2 << 20, ECHO = 1000 };
enum { FOR_EVER = -1, UNTIL_KEY = -2, F12 = 69 };

struct config { int32_t upnp, client_port, host_port; };
struct video { uint32_t decoder; int32_t x, y; bool compatibility, h265, color444; };
struct client_config {
	struct video video[2];
	int32_t container, protocol;
	char secret[32];
	bool png_cursor;
};
struct metrics { uint32_t packets, fast, slow, queued; float encode, decode, network, bitrate; };
struct guest {
	bool gamepad, keyboard, mouse;
	struct metrics metrics[2];
	int32_t state;
	uint32_t id, user;
	char name[32], external[64];
	bool owner;
};
struct decoder { uint32_t index, width, height; char name[16]; bool h265, color444; };
struct status {
	struct guest guest;
	struct decoder decoder[2];
	int32_t host_mode;
	bool network_failure;
};
struct cursor {
	uint32_t size, x, y;
	uint16_t width, height, hot_x, hot_y;
	bool hidden, image_update, relative;
	uint8_t stream;
};
struct event {
	int32_t type;
	union {
		struct { struct cursor cursor; uint32_t key; } cursor;
		struct { uint32_t gamepad; uint8_t big, small; } rumble;
		struct { uint32_t id, key; } data;
		struct { int32_t status; uint8_t stream; } stream;
	};
};
struct frame { int32_t format, rotation; uint32_t size, width, height, full_width, full_height; };
struct message {
	int32_t type;
	union {
		struct { int32_t code, mod; bool pressed; } key;
		struct { int32_t button; bool pressed; } button;
		struct { int32_t x, y; } wheel;
		struct { int32_t x, y; bool relative, scale; uint8_t stream; } motion;
		struct { int32_t button; uint32_t id; bool pressed; } pad_button;
		struct { int32_t axis; uint32_t id; int16_t value; } pad_axis;
		struct { uint32_t id; } unplug;
		uint32_t all[4];
	};
};

_Static_assert(sizeof(struct config) == 12 && sizeof(struct client_config) == 76, "config");
_Static_assert(offsetof(struct client_config, secret) == 40 && offsetof(struct client_config, png_cursor) == 72, "config");
_Static_assert(sizeof(struct guest) == 180 && offsetof(struct guest, name) == 80 && offsetof(struct guest, owner) == 176, "guest");
_Static_assert(sizeof(struct status) == 252 && offsetof(struct status, host_mode) == 244, "status");
_Static_assert(sizeof(struct cursor) == 24 && sizeof(struct event) == 32, "event");
_Static_assert(sizeof(struct frame) == 28 && sizeof(struct message) == 20, "frame and message");

struct standin {
	pthread_mutex_t mutex;
	char script[256];
	const char *next; // what the script says after the present step
	int32_t code;     // of the present step
	int left;         // calls that it lasts, FOR_EVER or UNTIL_KEY
	bool running, garbage, unknown, lossy, tell, fragile, aloud;
	uint32_t pad;                    // that was last heard of
	uint32_t width, height;          // of the window
	float scale;
	int32_t waits; // the guest's state while it connects
	uint32_t polls, pieces;
	uint64_t frame_due, piece_due; // milliseconds
	uint32_t frames;
	struct event events[MOST_EVENTS];
	char *buffers[MOST_EVENTS];
	unsigned first, last; // of the events, counted for ever
};

static void (*log_line)(int32_t level, const char *text, void *opaque);
static void *log_opaque;

static void note(const char *format, ...) {
	char text[1024];
	va_list list;
	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	if (log_line)
		log_line(0x69, text, log_opaque);
}

static uint64_t now(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t) t.tv_sec * 1000 + (uint64_t) t.tv_nsec / 1000000;
}

static void rest(uint64_t ms) {
	struct timespec t = {(time_t) (ms / 1000), (long) (ms % 1000) * 1000000};
	nanosleep(&t, NULL);
}

// due waits for the next picture or piece of sound, at most for limit milliseconds. Those that are late for
// up to patience milliseconds come all the same.
static bool due(uint64_t *at, uint64_t every, uint64_t patience, uint32_t limit) {
	uint64_t t = now();
	if (*at > t + limit) {
		rest(limit);
		return false;
	}
	if (*at > t)
		rest(*at - t);
	*at = (*at + patience > t ? *at : t) + every;
	return true;
}

// put adds an event, whose buffer of size bytes is a copy of data.
static void put(struct standin *s, struct event e, const void *data, size_t size) {
	pthread_mutex_lock(&s->mutex);
	unsigned at = s->last % MOST_EVENTS;
	if (s->last - s->first < MOST_EVENTS) {
		free(s->buffers[at]);
		s->buffers[at] = NULL;
		if (data) {
			// Where texts have no end, there is memory enough for any reader to stop in.
			s->buffers[at] = malloc(s->garbage ? MOST_TEXT : size);
			if (s->garbage)
				memset(s->buffers[at], 'x', MOST_TEXT);
			else
				memcpy(s->buffers[at], data, size);
		}
		if (e.type == 1)
			e.cursor.key = at;
		if (e.type == 3)
			e.data.key = at;
		s->events[at] = e;
		s->last++;
	}
	pthread_mutex_unlock(&s->mutex);
}

static void put_text(struct standin *s, uint32_t id, const char *text) {
	struct event e = {.type = 3};
	e.data.id = id;
	put(s, e, text, strlen(text) + 1);
}

// echo sends back what the program did, as user data with the number ECHO.
static void echo(struct standin *s, const char *format, ...) {
	char text[512];
	va_list list;
	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	if (s->aloud) {
		struct timespec t;
		clock_gettime(CLOCK_MONOTONIC, &t);
		note("%s @%lld", text, (long long) t.tv_sec * 1000000 + t.tv_nsec / 1000);
	}
	put_text(s, ECHO, text);
}

static void echo_config(struct standin *s, const char *call, const struct client_config *c) {
	const struct video *a = &c->video[0], *b = &c->video[1];
	echo(s, "%s: decoder %u %u, %dx%d %dx%d, compatible %d %d, h265 %d %d, 444 %d %d, container %d, protocol %d, secret %s, png %d",
		call, a->decoder, b->decoder, a->x, a->y, b->x, b->y, a->compatibility, b->compatibility, a->h265, b->h265,
		a->color444, b->color444, c->container, c->protocol, c->secret, c->png_cursor);
}

// point says what the host's pointer is like.
static void point(struct standin *s, bool relative, bool hidden, bool image) {
	struct event e = {.type = 1};
	uint8_t square[16 * 16 * 4];
	for (size_t i = 0; i < sizeof square; i += 4)
		memcpy(square + i, (uint8_t[]) {255, 255, 0, 255}, 4);
	e.cursor.cursor = (struct cursor) {sizeof square, 30, 40, 16, 16, 0, 0, hidden, image, relative, 0};
	put(s, e, image ? square : NULL, sizeof square);
}

static void crash(void) { *(volatile int *) 8 = 1; }

// step goes on in the script up to its next code, doing what the words before that say.
static void step(struct standin *s) {
	while (*s->next) {
		const char *word = s->next;
		size_t n = strcspn(word, ",");
		s->next = word + n + (word[n] == ',');
		if (n == 4 && !strncmp(word, "exit", n)) {
			_exit(1);
		} else if (n == 5 && !strncmp(word, "crash", n)) {
			crash();
		} else if (n == 4 && !strncmp(word, "hang", n)) {
			for (;;)
				pause();
		} else if (n == 7 && !strncmp(word, "garbage", n)) {
			s->garbage = true;
		} else if (n == 7 && !strncmp(word, "unknown", n)) {
			s->unknown = true;
		} else if (n == 7 && !strncmp(word, "waiting", n)) {
			s->waits = 1;
		} else if (n == 4 && !strncmp(word, "path", n)) {
			s->waits = 2;
		} else if (n == 5 && !strncmp(word, "lossy", n)) {
			s->lossy = true;
		} else if (n == 4 && !strncmp(word, "tell", n)) {
			s->tell = true;
		} else if (n == 5 && !strncmp(word, "aloud", n)) {
			s->aloud = true;
		} else if (n == 8 && !strncmp(word, "relative", n)) {
			point(s, true, false, false);
		} else if (n == 8 && !strncmp(word, "absolute", n)) {
			point(s, false, false, true);
		} else if (n == 6 && !strncmp(word, "hidden", n)) {
			point(s, false, true, false);
		} else if (n == 5 && !strncmp(word, "shake", n)) {
			struct event e = {.type = 2};
			e.rumble.gamepad = s->pad, e.rumble.big = 200, e.rumble.small = 100;
			put(s, e, NULL, 0);
		} else if (n == 4 && !strncmp(word, "copy", n)) {
			put_text(s, 7, "from the host");
		} else if (n == 7 && !strncmp(word, "fragile", n)) {
			s->fragile = true;
		} else if (n != 4 || strncmp(word, "null", n)) {
			char *end;
			s->code = (int32_t) strtol(word, &end, 10);
			s->left = *end != ':' ? FOR_EVER : end[1] == 'k' ? UNTIL_KEY : atoi(end + 1);
			return;
		}
	}
	s->left = FOR_EVER;
}

static void welcome(struct standin *s) {
	struct event e = {.type = 1};
	uint8_t image[8 * 8 * 4];
	for (size_t i = 0; i < sizeof image; i++)
		image[i] = (uint8_t) i;
	e.cursor.cursor = (struct cursor) {sizeof image, 10, 20, 8, 8, 1, 2, false, true, true, 1};
	if (s->garbage)
		e.cursor.cursor.size = UINT32_MAX;
	put(s, e, image, sizeof image);
	e = (struct event) {.type = 2};
	e.rumble.gamepad = 3, e.rumble.big = 200, e.rumble.small = 100;
	put(s, e, NULL, 0);
	put(s, (struct event) {.type = 4}, NULL, 0);
	put(s, (struct event) {.type = 5}, NULL, 0);
	e = (struct event) {.type = 6};
	e.stream.status = -14003, e.stream.stream = 1;
	put(s, e, NULL, 0);
	put(s, (struct event) {.type = 77}, NULL, 0);
	put_text(s, 7, "Grüße");
}

// take_part copies the instance's part of a script, which ends with a quotation mark or with its string.
static void take_part(struct standin *s, const char *script) {
	static unsigned instances;
	size_t n = strcspn(script, ";\"");
	for (unsigned left = instances++; left > 0 && script[n] == ';'; left--) {
		script += n + 1;
		n = strcspn(script, ";\"");
	}
	snprintf(s->script, sizeof s->script, "%.*s", (int) n, script);
}

uint32_t ParsecVersion(void) { return MAJOR << 16; }

void ParsecSetLogCallback(void (*line)(int32_t, const char *, void *), void *opaque) {
	log_line = line;
	log_opaque = opaque;
}

int32_t ParsecInit(uint32_t version, const struct config *config, const char *reserved, void **instance) {
	if (version >> 16 != MAJOR)
		return VERSION;
	struct standin *s = calloc(1, sizeof *s);
	pthread_mutexattr_t attributes; // a step of the script may put events
	pthread_mutexattr_init(&attributes);
	pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
	pthread_mutex_init(&s->mutex, &attributes);
	s->waits = 2;
	const char *key = "\"script\":\"", *script = reserved ? strstr(reserved, key) : NULL;
	script = script ? script + strlen(key) : getenv("PARSEC_STANDIN");
	take_part(s, script ? script : "20:2,0");
	s->next = s->script;
	note("init: upnp %d, ports %d %d, options %s", config->upnp, config->client_port, config->host_port, reserved ? reserved : "none");
	if (strstr(s->script, "null")) {
		free(s);
		s = NULL;
	}
	*instance = s;
	return OK;
}

void ParsecDestroy(struct standin *s) {
	if (s->fragile && s->code == CONNECTING)
		crash();
	for (size_t i = 0; i < MOST_EVENTS; i++)
		free(s->buffers[i]);
	note("destroyed");
	free(s);
}

void *ParsecGetBuffer(struct standin *s, uint32_t key) {
	pthread_mutex_lock(&s->mutex);
	char *buffer = s->buffers[key % MOST_EVENTS];
	s->buffers[key % MOST_EVENTS] = NULL;
	pthread_mutex_unlock(&s->mutex);
	return buffer;
}

void ParsecFree(void *buffer) {
	note("freed");
	free(buffer);
}

int32_t ParsecClientConnect(struct standin *s, const struct client_config *config, const char *session, const char *peer) {
	if (!session || !*session || !peer || !*peer)
		return FAILED;
	if (s->running)
		return RUNNING;
	s->running = true;
	s->next = s->script;
	step(s);
	if (config)
		echo_config(s, "connect", config);
	welcome(s);
	note("connect: %zu bytes of session, peer %s", strlen(session), peer);
	if (s->tell)
		note("session %s\n\x1b[2J, secret %s", session, config ? config->secret : "");
	return OK;
}

void ParsecClientDisconnect(struct standin *s) { s->running = false; }

static void fill(struct standin *s, struct status *out) {
	uint32_t n = ++s->polls;
	memset(out, 0, sizeof *out);
	out->guest = (struct guest) {.keyboard = true, .mouse = true, .state = s->code == OK ? 4 : s->waits, .id = 41, .user = 42, .name = "anna", .external = "ext-1", .owner = true};
	for (uint32_t i = 0; i < 2; i++) {
		out->guest.metrics[i] = (struct metrics) {100 * n + i, n, n / 2, n % 3, 4.5f, 2.25f, 10.0f + (float) (n % 5), 20.0f};
		out->decoder[i] = (struct decoder) {i, 1920, 1080, "standin", true, i == 1};
	}
	out->host_mode = 1;
	out->network_failure = s->lossy;
	if (s->unknown)
		memset(out, 0, sizeof *out);
	if (s->garbage) {
		memset(out, 0xff, sizeof *out); // floats are no numbers, texts have no end
		memset(out->guest.name, 'n', sizeof out->guest.name);
	}
}

int32_t ParsecClientGetStatus(struct standin *s, struct status *out) {
	if (!s->running)
		return NOT_RUNNING;
	pthread_mutex_lock(&s->mutex);
	if (s->left == 0)
		step(s);
	if (s->left > 0)
		s->left--;
	if (out)
		fill(s, out);
	int32_t code = s->code;
	if (code != OK && code != CONNECTING)
		s->running = false;
	pthread_mutex_unlock(&s->mutex);
	return code;
}

static int32_t sent(struct standin *s) { return s->running ? OK : NOT_RUNNING; }

int32_t ParsecClientSetConfig(struct standin *s, const struct client_config *config) {
	echo_config(s, "config", config);
	return sent(s);
}

int32_t ParsecClientPause(struct standin *s, bool video, bool audio) {
	echo(s, "pause: video %d, audio %d", video, audio);
	return sent(s);
}

int32_t ParsecClientSetDimensions(struct standin *s, uint8_t stream, uint32_t width, uint32_t height, float scale) {
	s->width = width, s->height = height, s->scale = scale;
	echo(s, "dimensions: stream %u, %ux%u at %.2f", stream, width, height, scale);
	return sent(s);
}

// What is used of OpenGL. It is looked for when it is needed: a program without a window has none.
static struct {
	void (*viewport)(int x, int y, int width, int height);
	void (*scissor)(int x, int y, int width, int height);
	void (*enable)(unsigned what);
	void (*disable)(unsigned what);
	void (*clear_color)(float r, float g, float b, float a);
	void (*clear)(unsigned mask);
} gl;

static bool find_gl(void) {
#ifdef __APPLE__
	void *so = dlopen("/System/Library/Frameworks/OpenGL.framework/OpenGL", RTLD_NOW);
#else
	void *so = dlopen("libGL.so.1", RTLD_NOW);
#endif
	if (!so)
		return false;
	*(void **) &gl.viewport = dlsym(so, "glViewport");
	*(void **) &gl.scissor = dlsym(so, "glScissor");
	*(void **) &gl.enable = dlsym(so, "glEnable");
	*(void **) &gl.disable = dlsym(so, "glDisable");
	*(void **) &gl.clear_color = dlsym(so, "glClearColor");
	*(void **) &gl.clear = dlsym(so, "glClear");
	return gl.viewport && gl.scissor && gl.enable && gl.disable && gl.clear_color && gl.clear;
}

static void paint(int x, int y, int width, int height, float r, float g, float b) {
	enum { SCISSOR_TEST = 0x0c11, COLOR_BUFFER = 0x4000 };
	gl.enable(SCISSOR_TEST);
	gl.scissor(x, y, width, height);
	gl.clear_color(r, g, b, 1);
	gl.clear(COLOR_BUFFER);
	gl.disable(SCISSOR_TEST);
}

// The test picture: red and green above blue and white. A black square moves along the middle.
static void draw(struct standin *s) {
	int w = (int) ((float) s->width * s->scale), h = (int) ((float) s->height * s->scale);
	gl.viewport(0, 0, w, h);
	paint(0, h / 2, w / 2, h - h / 2, 1, 0, 0);
	paint(w / 2, h / 2, w - w / 2, h - h / 2, 0, 1, 0);
	paint(0, 0, w / 2, h / 2, 0, 0, 1);
	paint(w / 2, 0, w - w / 2, h / 2, 1, 1, 1);
	if (w > 0)
		paint((int) (4 * s->frames % (uint32_t) w), h / 2 - 8, 16, 16, 0, 0, 0);
}

// A picture is drawn when it is new, and else once more when the time is over, as the SDK does.
int32_t ParsecClientGLRenderFrame(struct standin *s, uint8_t stream, void (*before)(void *), void *opaque, uint32_t timeout) {
	(void) stream;
	if (before)
		before(opaque);
	if (!s->running || s->code != OK)
		return NOT_RUNNING;
	bool fresh = due(&s->frame_due, 16, 0, timeout);
	s->frames += fresh;
	if (s->width && (gl.clear || find_gl()))
		draw(s);
	return fresh ? OK : TIMEOUT;
}

#ifndef LACKING
void ParsecClientGLDestroy(struct standin *s, uint8_t stream) { echo(s, "gl destroy: stream %u", stream); }
#endif

// A square moves over a background that changes its colour.
int32_t ParsecClientPollFrame(struct standin *s, uint8_t stream, void (*show)(const struct frame *, const void *, void *), uint32_t timeout, void *opaque) {
	static _Thread_local uint8_t image[HEIGHT][WIDTH][4];
	if (!s->running || s->code != OK)
		return NOT_RUNNING;
	if (!due(&s->frame_due, 16, 0, timeout))
		return TIMEOUT;
	uint32_t n = s->frames++;
	for (uint32_t y = 0; y < HEIGHT; y++)
		for (uint32_t x = 0; x < WIDTH; x++) {
			bool square = (x + WIDTH - n % WIDTH) % WIDTH < 8 && y >= 14 && y < 22;
			uint8_t colour[4] = {square ? 255 : (uint8_t) n, square ? 255 : (uint8_t) (4 * x), square ? 255 : (uint8_t) (7 * y), 255};
			memcpy(image[y][x], colour, 4);
		}
	struct frame f = {6, 1, sizeof image, WIDTH, HEIGHT - stream, WIDTH, HEIGHT};
	if (s->garbage)
		f.full_width = f.full_height = UINT32_MAX;
	show(&f, image, opaque);
	return OK;
}

// A tone of 440 Hz, on the right half as loud.
int32_t ParsecClientPollAudio(struct standin *s, void (*play)(const int16_t *, uint32_t, void *), uint32_t timeout, void *opaque) {
	int16_t pcm[PIECE][2];
	if (!s->running || s->code != OK)
		return NOT_RUNNING;
	if (!due(&s->piece_due, 1000 * PIECE / RATE, 500, timeout))
		return TIMEOUT;
	for (uint32_t i = 0; i < PIECE; i++) {
		double t = (double) (s->pieces * PIECE + i) / RATE;
		pcm[i][0] = (int16_t) (8000 * sin(2 * 3.14159265358979 * 440 * t));
		pcm[i][1] = pcm[i][0] / 2;
	}
	s->pieces++;
	play(&pcm[0][0], s->garbage ? UINT32_MAX : PIECE, opaque);
	return OK;
}

bool ParsecClientPollEvents(struct standin *s, uint32_t timeout, struct event *out) {
	pthread_mutex_lock(&s->mutex);
	bool there = s->first != s->last;
	if (there)
		*out = s->events[s->first++ % MOST_EVENTS];
	pthread_mutex_unlock(&s->mutex);
	if (!there)
		rest(timeout);
	return there;
}

int32_t ParsecClientSendMessage(struct standin *s, const struct message *m) {
	pthread_mutex_lock(&s->mutex);
	if (m->type == 1 && m->key.code == F12 && !m->key.pressed && s->left == UNTIL_KEY)
		s->left = 0;
	pthread_mutex_unlock(&s->mutex);
	if (m->type == 5 || m->type == 6)
		s->pad = m->type == 5 ? m->pad_button.id : m->pad_axis.id;
	switch (m->type) {
	case 1: echo(s, "key: %d, mod %d, pressed %d", m->key.code, m->key.mod, m->key.pressed); break;
	case 2: echo(s, "button: %d, pressed %d", m->button.button, m->button.pressed); break;
	case 3: echo(s, "wheel: %d %d", m->wheel.x, m->wheel.y); break;
	case 4: echo(s, "motion: %d %d, relative %d, scale %d, stream %u", m->motion.x, m->motion.y, m->motion.relative, m->motion.scale, m->motion.stream); break;
	case 5: echo(s, "pad button: %d of %u, pressed %d", m->pad_button.button, m->pad_button.id, m->pad_button.pressed); break;
	case 6: echo(s, "pad axis: %d of %u is %d", m->pad_axis.axis, m->pad_axis.id, m->pad_axis.value); break;
	case 7: echo(s, "pad unplugged: %u", m->unplug.id); break;
	default: echo(s, "message %d", m->type);
	}
	return sent(s);
}

int32_t ParsecClientSendUserData(struct standin *s, uint32_t id, const char *text) {
	if (s->aloud)
		note("user data %u: %s", id, text);
	put_text(s, id, text);
	return sent(s);
}
