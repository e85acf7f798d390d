/* Price of a European call by Monte-Carlo, beside the closed form of Black and Scholes (1973).
 * option-price SPOT STRIKE RATE VOLATILITY YEARS PATHS, for example: 100 105 0.03 0.2 1 1000000
 * Rates and volatility are per year as fractions. The seed is the job's. Writes /out/price.json and prints it. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static uint64_t s[4];
static uint64_t rotl(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

/* xoshiro256**, Blackman and Vigna, public domain. */
static double uniform(void) {
  uint64_t r = rotl(s[1] * 5, 7) * 9, t = s[1] << 17;
  s[2] ^= s[0], s[3] ^= s[1], s[1] ^= s[2], s[0] ^= s[3], s[2] ^= t, s[3] = rotl(s[3], 45);
  return ((double)(r >> 11) + 0.5) * 0x1p-53;
}

static double normal_cdf(double x) { return 0.5 * erfc(-x * M_SQRT1_2); }

static void print(FILE *to, double price, double error, double exact, long paths) {
  fprintf(to, "{\"price\":%.6f,\"standardError\":%.6f,\"blackScholes\":%.6f,\"paths\":%ld}\n", price, error, exact, paths);
}

int main(int argc, char **argv) {
  if (argc != 7) {
    fprintf(stderr, "usage: option-price SPOT STRIKE RATE VOLATILITY YEARS PATHS\n");
    return 2;
  }
  double spot = strtod(argv[1], 0), strike = strtod(argv[2], 0), rate = strtod(argv[3], 0);
  double vol = strtod(argv[4], 0), years = strtod(argv[5], 0);
  long paths = strtol(argv[6], 0, 10);
  if (!(spot > 0 && strike > 0 && vol > 0 && years > 0 && paths >= 2)) {
    fprintf(stderr, "spot, strike, volatility and years must be more than 0, paths at least 2\n");
    return 2;
  }
  if (getentropy(s, sizeof s) != 0) return 3;

  double drift = (rate - 0.5 * vol * vol) * years, spread = vol * sqrt(years), discount = exp(-rate * years);
  double mean = 0, squares = 0; /* Welford 1962 */
  long pairs = (paths + 1) / 2;
  for (long i = 1; i <= pairs; i++) {
    double z = sqrt(-2 * log(uniform())) * cos(2 * M_PI * uniform());
    double up = spot * exp(drift + spread * z) - strike, down = spot * exp(drift - spread * z) - strike;
    double value = discount * 0.5 * ((up > 0 ? up : 0) + (down > 0 ? down : 0)); /* antithetic pair */
    double step = value - mean;
    mean += step / i;
    squares += step * (value - mean);
  }
  double error = pairs > 1 ? sqrt(squares / (pairs - 1) / pairs) : 0;
  double d1 = (log(spot / strike) + (rate + 0.5 * vol * vol) * years) / spread;
  double exact = spot * normal_cdf(d1) - strike * discount * normal_cdf(d1 - spread);

  FILE *out = fopen("/out/price.json", "w");
  if (!out) return 3;
  print(out, mean, error, exact, 2 * pairs);
  fclose(out);
  print(stdout, mean, error, exact, 2 * pairs);
  return 0;
}
