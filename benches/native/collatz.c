// programs/collatz.py in C.
#include <stdio.h>
#include <stdlib.h>

static long best, best_length, total;

static void longest(long limit) {
    best = best_length = total = 0;
    for (long start = 1; start < limit; start++) {
        long n = start, length = 0;
        while (n != 1) {
            n = n % 2 == 0 ? n / 2 : 3 * n + 1;
            length++;
        }
        total += length;
        if (length > best_length) best = start, best_length = length;
    }
}

int main(int argc, char **argv) {
    volatile long limit = 3000;
    for (int n = argc > 1 ? atoi(argv[1]) : 22; n > 0; n--) {
        longest(limit);
        if (best != 2919 || best_length != 216 || total != 215015) return 1;
    }
    printf("collatz: ok %ld %ld %ld\n", best, best_length, total);
}
