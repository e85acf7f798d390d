/* Renders one tile of a picture to /out/tile.rgb: raw RGB, 3 bytes a pixel, rows from the top.
 * --width W --height H   the whole picture in pixels
 * --x X --y Y --w TW --h TH   the tile
 * --samples S   rays per pixel (S of them, jittered by a hash of the pixel, so tiles join without a seam) */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { double x, y, z; } V;
typedef struct { V centre; double radius; V colour; double mirror, gloss; } Ball;

static V v(double x, double y, double z) { V r = {x, y, z}; return r; }
static V add(V a, V b) { return v(a.x + b.x, a.y + b.y, a.z + b.z); }
static V sub(V a, V b) { return v(a.x - b.x, a.y - b.y, a.z - b.z); }
static V mul(V a, double k) { return v(a.x * k, a.y * k, a.z * k); }
static V tint(V a, V b) { return v(a.x * b.x, a.y * b.y, a.z * b.z); }
static double dot(V a, V b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
static V unit(V a) { return mul(a, 1 / sqrt(dot(a, a))); }
static V mix(V a, V b, double k) { return add(mul(a, 1 - k), mul(b, k)); }

static const Ball balls[] = {
  {{0.0, 1.0, 0.0}, 1.0, {0.95, 0.95, 0.97}, 0.82, 400},
  {{-2.1, 0.8, 0.7}, 0.8, {0.90, 0.22, 0.16}, 0.14, 90},
  {{2.0, 0.75, 0.5}, 0.75, {0.16, 0.45, 0.85}, 0.22, 160},
  {{-0.95, 0.36, 1.75}, 0.36, {0.98, 0.72, 0.16}, 0.30, 220},
  {{0.85, 0.30, 1.95}, 0.30, {0.20, 0.72, 0.45}, 0.20, 120},
  {{-3.3, 0.45, -1.2}, 0.45, {0.62, 0.35, 0.78}, 0.20, 120},
  {{3.4, 0.55, -1.3}, 0.55, {0.95, 0.55, 0.40}, 0.18, 120},
  {{0.10, 0.20, 2.55}, 0.20, {0.90, 0.90, 0.92}, 0.75, 400},
};
enum { BALLS = sizeof balls / sizeof *balls, BOUNCES = 5 };

static uint64_t state;
static double noise(void) {
  uint64_t z = (state += 0x9e3779b97f4a7c15ull);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static V sky(V d) {
  V sun = unit(v(-0.55, 0.62, 0.56));
  double up = d.y < 0 ? 0 : d.y, s = dot(d, sun);
  V base = mix(v(0.98, 0.78, 0.58), v(0.20, 0.42, 0.78), sqrt(up));
  if (s > 0) {
    double s2 = s * s, s8 = s2 * s2 * s2 * s2, s32 = s8 * s8 * s8 * s8;
    base = add(base, mul(v(1.0, 0.75, 0.45), 0.30 * s8 + 0.9 * s32 * s32));
  }
  return base;
}

/* Nearest hit beyond a hair's breadth: index of the ball, BALLS for the floor, -1 for none. */
static int hit(V o, V d, double *t) {
  int which = -1;
  *t = 1e30;
  for (int i = 0; i < BALLS; i++) {
    V c = sub(o, balls[i].centre);
    double b = dot(c, d), q = b * b - dot(c, c) + balls[i].radius * balls[i].radius;
    if (q < 0) continue;
    double root = sqrt(q), near = -b - root, at = near > 1e-4 ? near : -b + root;
    if (at > 1e-4 && at < *t) { *t = at; which = i; }
  }
  if (d.y < -1e-6) {
    double at = -o.y / d.y;
    if (at > 1e-4 && at < *t && at < 60) { *t = at; which = BALLS; }
  }
  return which;
}

static V trace(V o, V d) {
  V light = v(0, 0, 0), through = v(1, 1, 1);
  for (int bounce = 0; bounce < BOUNCES; bounce++) {
    double t;
    int which = hit(o, d, &t);
    if (which < 0) return add(light, tint(through, sky(d)));
    V at = add(o, mul(d, t)), normal, colour;
    double mirror, gloss, haze = 0;
    if (which == BALLS) {
      int odd = ((int)floor(at.x * 0.9) + (int)floor(at.z * 0.9)) & 1;
      normal = v(0, 1, 0);
      colour = odd ? v(0.78, 0.76, 0.72) : v(0.20, 0.21, 0.25);
      mirror = 0.12, gloss = 60;
      haze = t > 60 ? 1 : t * t / 3600;
    } else {
      normal = mul(sub(at, balls[which].centre), 1 / balls[which].radius);
      colour = balls[which].colour, mirror = balls[which].mirror, gloss = balls[which].gloss;
    }
    /* A round lamp: one random point of it per ray gives soft shadows. */
    V lamp = add(v(-5.5, 6.2, 5.6), mul(v(noise() - 0.5, noise() - 0.5, noise() - 0.5), 2.4));
    V to = unit(sub(lamp, at));
    double shade, facing = dot(normal, to);
    int dark = facing <= 0 || hit(add(at, mul(normal, 1e-3)), to, &shade) >= 0;
    V soft = mul(mix(v(0.42, 0.34, 0.30), v(0.36, 0.46, 0.62), 0.5 + 0.5 * normal.y), 0.55);
    V lit = tint(colour, add(soft, dark ? v(0, 0, 0) : mul(v(1.0, 0.93, 0.80), facing)));
    V back = sub(d, mul(normal, 2 * dot(d, normal)));
    if (!dark) {
      double shine = dot(back, to);
      if (shine > 0) lit = add(lit, mul(v(1, 0.95, 0.85), 0.6 * exp(gloss * log(shine))));
    }
    double edge = 1 - (dot(normal, d) < 0 ? -dot(normal, d) : 0), fresnel = mirror + (1 - mirror) * edge * edge * edge * edge * edge * 0.8;
    lit = mix(lit, sky(d), haze);
    light = add(light, tint(through, mul(lit, 1 - fresnel)));
    through = tint(mul(through, fresnel), which == BALLS ? v(1, 1, 1) : mix(v(1, 1, 1), colour, 0.5));
    o = add(at, mul(normal, 1e-3));
    d = unit(back);
  }
  return light;
}

static unsigned char level(double x) {
  x *= 0.6; /* exposure */
  x = x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14); /* a film's curve */
  x = x < 0 ? 0 : x > 1 ? 1 : x;
  return (unsigned char)(255 * sqrt(x) + 0.5);
}

static long option(int argc, char **argv, const char *name, long otherwise) {
  for (int i = 1; i + 1 < argc; i++)
    if (strcmp(argv[i], name) == 0) return strtol(argv[i + 1], 0, 10);
  return otherwise;
}

int main(int argc, char **argv) {
  long width = option(argc, argv, "--width", 320), height = option(argc, argv, "--height", 240);
  long x0 = option(argc, argv, "--x", 0), y0 = option(argc, argv, "--y", 0);
  long w = option(argc, argv, "--w", width - x0), h = option(argc, argv, "--h", height - y0);
  long samples = option(argc, argv, "--samples", 4);
  if (width < 1 || height < 1 || width > 16384 || height > 16384 || x0 < 0 || y0 < 0 || w < 1 || h < 1 ||
      x0 + w > width || y0 + h > height || samples < 1 || samples > 1024) {
    fprintf(stderr, "The tile must lie inside the picture; samples from 1 to 1024\n");
    return 2;
  }
  FILE *out = fopen("/out/tile.rgb", "wb");
  if (!out) return 3;
  V eye = v(0.6, 1.9, 6.4), ahead = unit(sub(v(0.0, 0.72, 0.0), eye));
  V right = unit(v(-ahead.z, 0, ahead.x)), above = v(right.y * ahead.z - right.z * ahead.y, right.z * ahead.x - right.x * ahead.z, right.x * ahead.y - right.y * ahead.x);
  for (long y = y0; y < y0 + h; y++) {
    for (long x = x0; x < x0 + w; x++) {
      V sum = v(0, 0, 0);
      state = ((uint64_t)y << 32 ^ (uint64_t)x) * 0xd1342543de82ef95ull + 1;
      for (long s = 0; s < samples; s++) {
        double px = (x + noise() - width * 0.5) / height, py = (height * 0.5 - y - noise()) / height;
        sum = add(sum, trace(eye, unit(add(mul(ahead, 1.45), add(mul(right, px), mul(above, py))))));
      }
      unsigned char rgb[3] = {level(sum.x / samples), level(sum.y / samples), level(sum.z / samples)};
      fwrite(rgb, 1, 3, out);
    }
  }
  fclose(out);
  printf("tile %ldx%ld at %ld,%ld of %ldx%ld, %ld samples\n", w, h, x0, y0, width, height, samples);
  return 0;
}
