// programs/sieve.py in C.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int count_primes(int size) {
    char *flags = malloc(size + 1);
    memset(flags, 1, size + 1);
    int count = 0;
    for (int i = 2; i <= size; i++)
        if (flags[i]) {
            count++;
            for (int k = i + i; k <= size; k += i) flags[k] = 0;
        }
    free(flags);
    return count;
}

int main(int argc, char **argv) {
    volatile int size = 5000;
    int result = 0;
    for (int n = argc > 1 ? atoi(argv[1]) : 1300; n > 0; n--)
        if ((result = count_primes(size)) != 669) return 1;
    printf("sieve: ok %d\n", result);
}
