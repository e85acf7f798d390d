/* Never ends: the step limit must end it. */
int main(void) {
  for (volatile unsigned n = 0;; n++) {
  }
}
