// programs/mandelbrot.py in C.
#include <complex.h>
#include <stdio.h>
#include <stdlib.h>

enum { LIMIT = 50 };
static int inside, total;

static void escapes(int size) {
    inside = total = 0;
    for (int row = 0; row < size; row++) {
        double ci = 2.0 * row / size - 1.0;
        for (int column = 0; column < size; column++) {
            double cr = 2.0 * column / size - 1.5;
            double zr = 0, zi = 0, zrr = 0, zii = 0;
            int count = 0;
            while (count < LIMIT && zrr + zii <= 4.0) {
                zi = 2.0 * zr * zi + ci;
                zr = zrr - zii + cr;
                zrr = zr * zr;
                zii = zi * zi;
                count++;
            }
            total += count;
            if (zrr + zii <= 4.0) inside++;
        }
    }
}

static int inside_complex(int size) {
    int found = 0;
    for (int row = 0; row < size; row++) {
        double ci = 2.0 * row / size - 1.0;
        for (int column = 0; column < size; column++) {
            double complex c = CMPLX(2.0 * column / size - 1.5, ci), z = 0;
            int i = 0;
            for (; i < LIMIT; i++) {
                z = z * z + c;
                if (cabs(z) > 2.0) break;
            }
            found += i == LIMIT;
        }
    }
    return found;
}

int main(int argc, char **argv) {
    volatile int size = 120;
    int again = 0;
    for (int n = argc > 1 ? atoi(argv[1]) : 7; n > 0; n--) {
        escapes(size);
        again = inside_complex(size);
        if (inside != 5739 || total != 351882 || again != 5739) return 1;
    }
    printf("mandelbrot: ok %d %d %d\n", inside, total, again);
}
