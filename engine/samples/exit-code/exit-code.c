/* Ends with the code it is given: exit-code 7. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  int code = argc > 1 ? atoi(argv[1]) : 1;
  fprintf(stderr, "ending with %d\n", code);
  return code;
}
