// programs/nbody.py in C.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BODIES = 5, STEPS = 5000 };
static const double PI = 3.141592653589793, DAYS = 365.24;
typedef struct {
    double x, y, z, vx, vy, vz, mass;
} Body;
static const Body PLANETS[BODIES - 1] = {
    {4.84143144246472090e00, -1.16032004402742839e00, -1.03622044471123109e-01,
     1.66007664274403694e-03, 7.69901118419740425e-03, -6.90460016972063023e-05, 9.54791938424326609e-04},
    {8.34336671824457987e00, 4.12479856412430479e00, -4.03523417114321381e-01,
     -2.76742510726411899e-03, 4.99852801234917238e-03, 2.30417297573763929e-05, 2.85885980666130812e-04},
    {1.28943695621391310e01, -1.51111514016986312e01, -2.23307578892655734e-01,
     2.96460137564761618e-03, 2.37847173959480950e-03, -2.96589568540237556e-05, 4.36624404335156298e-05},
    {1.53796971148509165e01, -2.59193146099879641e01, 1.79258772950371181e-01,
     2.68067772490389322e-03, 1.62824170038242295e-03, -9.51592254519715870e-05, 5.15138902046611451e-05},
};

static void make_system(Body *bodies) {
    double solar_mass = 4.0 * PI * PI;
    memset(bodies, 0, sizeof(Body));
    bodies[0].mass = solar_mass;
    for (int i = 1; i < BODIES; i++) {
        bodies[i] = PLANETS[i - 1];
        bodies[i].vx *= DAYS, bodies[i].vy *= DAYS, bodies[i].vz *= DAYS;
        bodies[i].mass *= solar_mass;
        bodies[0].vx -= bodies[i].vx * bodies[i].mass / solar_mass;
        bodies[0].vy -= bodies[i].vy * bodies[i].mass / solar_mass;
        bodies[0].vz -= bodies[i].vz * bodies[i].mass / solar_mass;
    }
}

static void advance(Body *bodies, double dt, int steps) {
    for (int step = 0; step < steps; step++) {
        for (int i = 0; i < BODIES; i++) {
            Body *a = &bodies[i];
            for (int j = i + 1; j < BODIES; j++) {
                Body *b = &bodies[j];
                double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
                double squared = dx * dx + dy * dy + dz * dz;
                double pull = dt / (squared * sqrt(squared));
                double from_b = b->mass * pull, from_a = a->mass * pull;
                a->vx -= dx * from_b;
                a->vy -= dy * from_b;
                a->vz -= dz * from_b;
                b->vx += dx * from_a;
                b->vy += dy * from_a;
                b->vz += dz * from_a;
            }
        }
        for (int i = 0; i < BODIES; i++) {
            bodies[i].x += dt * bodies[i].vx;
            bodies[i].y += dt * bodies[i].vy;
            bodies[i].z += dt * bodies[i].vz;
        }
    }
}

static double energy(const Body *bodies) {
    double total = 0;
    for (int i = 0; i < BODIES; i++) {
        const Body *a = &bodies[i];
        total += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
        for (int j = i + 1; j < BODIES; j++) {
            const Body *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            total -= a->mass * b->mass / sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return total;
}

int main(int argc, char **argv) {
    char line[64] = "";
    for (int n = argc > 1 ? atoi(argv[1]) : 22; n > 0; n--) {
        Body bodies[BODIES];
        make_system(bodies);
        double before = energy(bodies);
        advance(bodies, 0.01, STEPS);
        snprintf(line, sizeof line, "%.9f %.9f", before, energy(bodies));
        if (strcmp(line, "-0.169075164 -0.169020000")) return 1;
    }
    printf("nbody: ok %s\n", line);
}
