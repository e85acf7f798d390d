/* Takes memory until there is none, says how much it got, and ends with 42. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 1 << 20 };

int main(void) {
  int pieces = 0;
  for (char *volatile piece; (piece = malloc(PIECE)) != 0; pieces++) memset(piece, pieces, PIECE);
  printf("no more memory after %d MiB\n", pieces);
  return 42;
}
