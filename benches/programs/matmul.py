"""Matrices as lists of lists: products of ints and of floats, LU decomposition, a determinant.

Source of the algorithms: the school method; LU with partial pivoting after Press et al., "Numerical Recipes"; the
integer determinant is Erwin Bareiss, "Sylvester's Identity and Multistep Integer-Preserving Elimination", 1968.

Exercises: nested indexing, float and integer arithmetic, zip and comprehensions.
"""

import sys

SIZE = 36
EXPECTED = (205, 1, "0.000000", 1)


def indexed_product(a, b):
    rows, inner, columns = len(a), len(b), len(b[0])
    result = [[0] * columns for _ in range(rows)]
    for i in range(rows):
        row, out = a[i], result[i]
        for k in range(inner):
            factor, other = row[k], b[k]
            for j in range(columns):
                out[j] += factor * other[j]
    return result


def zipped_product(a, b):
    columns = list(zip(*b))
    return [[sum([x * y for x, y in zip(row, column)]) for column in columns] for row in a]


def lu_solve(matrix, right):
    size = len(matrix)
    a = [row[:] for row in matrix]
    x = right[:]
    for k in range(size):
        pivot = max(range(k, size), key=lambda i: abs(a[i][k]))
        a[k], a[pivot] = a[pivot], a[k]
        x[k], x[pivot] = x[pivot], x[k]
        for i in range(k + 1, size):
            factor = a[i][k] / a[k][k]
            for j in range(k, size):
                a[i][j] -= factor * a[k][j]
            x[i] -= factor * x[k]
    for i in range(size - 1, -1, -1):
        total = x[i]
        for j in range(i + 1, size):
            total -= a[i][j] * x[j]
        x[i] = total / a[i][i]
    return x


def determinant(matrix):
    a = [row[:] for row in matrix]
    size = len(a)
    sign, previous = 1, 1
    for k in range(size - 1):
        if a[k][k] == 0:
            for i in range(k + 1, size):
                if a[i][k]:
                    a[k], a[i] = a[i], a[k]
                    sign = -sign
                    break
            else:
                return 0
        for i in range(k + 1, size):
            for j in range(k + 1, size):
                a[i][j] = (a[i][j] * a[k][k] - a[i][k] * a[k][j]) // previous
        previous = a[k][k]
    return sign * a[-1][-1]


def once():
    ints = [[(i * 3 + j * 7) % 11 - 5 for j in range(SIZE)] for i in range(SIZE)]
    other = [[(i * 5 - j * 2) % 13 - 6 for j in range(SIZE)] for i in range(SIZE)]
    first = indexed_product(ints, other)
    assert first == zipped_product(ints, other)
    floats = [[1.0 / (1 + abs(i - j)) + (4.0 if i == j else 0.0) for j in range(SIZE)] for i in range(SIZE)]
    product = indexed_product(floats, floats)
    symmetric = all(abs(product[i][j] - product[j][i]) < 1e-9 for i in range(SIZE) for j in range(i))
    wanted = [float(i % 5) for i in range(SIZE)]
    right = [sum([a * x for a, x in zip(row, wanted)]) for row in floats]
    error = max(abs(a - b) for a, b in zip(lu_solve(floats, right), wanted))
    pascal = [[1] * 12 for _ in range(12)]
    for i in range(1, 12):
        for j in range(1, 12):
            pascal[i][j] = pascal[i - 1][j] + pascal[i][j - 1]
    return sum(first[i][i] for i in range(SIZE)), int(symmetric), "%.6f" % error, determinant(pascal)


def run(n):
    for _ in range(n):
        result = once()
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("matmul: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
