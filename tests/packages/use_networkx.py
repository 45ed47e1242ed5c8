"""networkx: paths, flows, trees, components, colouring and centrality on made-up graphs (nothing that needs numpy)."""

import networkx as nx

graph = nx.Graph()
seed = 11
for _ in range(400):
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    a, b = (seed >> 8) % 120, (seed >> 16) % 120
    if a != b:
        graph.add_edge(a, b, weight=(seed >> 5) % 50 + 1)
print(graph.number_of_nodes(), graph.number_of_edges(), nx.number_connected_components(graph), nx.density(graph) > 0.04)
giant = graph.subgraph(max(nx.connected_components(graph), key=len)).copy()
nodes = sorted(giant)
source, target = nodes[0], nodes[-1]
print(len(nodes), nx.dijkstra_path_length(giant, source, target), nx.shortest_path_length(giant, source, target))
print(sum(d["weight"] for _, _, d in nx.minimum_spanning_edges(giant, data=True)), nx.diameter(giant), nx.radius(giant))
print(sorted(nx.articulation_points(giant))[:8], len(list(nx.bridges(giant))), max(nx.core_number(giant).values()))
central = nx.betweenness_centrality(giant)
print([(n, round(c, 6)) for n, c in sorted(central.items(), key=lambda item: (-item[1], item[0]))[:3]])
print(round(nx.average_clustering(giant), 6), sum(nx.triangles(giant).values()) // 3)
directed = nx.DiGraph()
for i in range(60):
    directed.add_edge(i, (i * 7 + 1) % 60, capacity=i % 9 + 1)
    directed.add_edge(i, (i * 3 + 2) % 60, capacity=i % 5 + 2)
    directed.add_edge(i, (i + 1) % 60, capacity=3)
value, flow = nx.maximum_flow(directed, 0, 45)
cut, _ = nx.minimum_cut(directed, 0, 45)
print(value, cut, nx.is_strongly_connected(directed), sum(flow[0].values()))
dag = nx.DiGraph((i, j) for i in range(2, 60) for j in range(2 * i, 60, i))
print(nx.is_directed_acyclic_graph(dag), nx.dag_longest_path(dag), len(list(nx.topological_generations(dag))))
print(sorted(nx.descendants(dag, 7)), sorted(nx.ancestors(dag, 48)), len(nx.transitive_reduction(dag).edges))
grid = nx.grid_2d_graph(6, 6)
print(nx.astar_path(grid, (0, 0), (5, 5), heuristic=lambda a, b: abs(a[0] - b[0]) + abs(a[1] - b[1])).__len__())
print(nx.is_bipartite(grid), max(nx.greedy_color(grid).values()), nx.is_eulerian(nx.complete_graph(5)))
print(len(nx.max_weight_matching(grid)), [len(c) for c in nx.simple_cycles(nx.cycle_graph(4, create_using=nx.DiGraph))])
petersen = nx.petersen_graph()
print(nx.is_isomorphic(petersen, nx.kneser_graph(5, 2)), nx.girth(petersen), list(nx.bfs_tree(petersen, 0))[:4])
try:
    nx.shortest_path(nx.DiGraph([(1, 2)]), 2, 1)
except nx.NetworkXNoPath as error:
    print(error)
print(list(nx.generate_edgelist(nx.path_graph(3))), nx.parse_edgelist(["a b", "b c"]).degree("b"))
