// programs/spectral_norm.py in C.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE = 60 };

static double element(long i, long j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }

static void multiply(const double *vector, double *result) {
    for (int i = 0; i < SIZE; i++) {
        double total = 0.0;
        for (int j = 0; j < SIZE; j++) total += element(i, j) * vector[j];
        result[i] = total;
    }
}

static void multiply_transposed(const double *vector, double *result) {
    for (int i = 0; i < SIZE; i++) {
        double total = 0.0;
        for (int j = 0; j < SIZE; j++) total += element(j, i) * vector[j];
        result[i] = total;
    }
}

static double spectral_norm(void) {
    double u[SIZE], v[SIZE], w[SIZE], top = 0, bottom = 0;
    for (int i = 0; i < SIZE; i++) u[i] = 1.0;
    for (int step = 0; step < 10; step++) {
        multiply(u, w);
        multiply_transposed(w, v);
        multiply(v, w);
        multiply_transposed(w, u);
    }
    for (int i = 0; i < SIZE; i++) {
        top += u[i] * v[i];
        bottom += v[i] * v[i];
    }
    return sqrt(top / bottom);
}

int main(int argc, char **argv) {
    char result[32] = "";
    for (int n = argc > 1 ? atoi(argv[1]) : 28; n > 0; n--) {
        snprintf(result, sizeof result, "%.9f", spectral_norm());
        if (strcmp(result, "1.274206094")) return 1;
    }
    printf("spectral_norm: ok %s\n", result);
}
