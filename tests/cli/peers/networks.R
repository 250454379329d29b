# What igraph for R reads: networks.R FOLDER SEATS. Silent where all is well.
suppressPackageStartupMessages(library(igraph))
words <- commandArgs(trailingOnly = TRUE)
folder <- words[1]
seats <- as.numeric(words[2])
look <- function(graph, what) {
  if (ecount(graph) != seats) stop(what, ": ", ecount(graph), " seats instead of ", seats)
  sum(E(graph)$weight)
}
graphml <- read_graph(file.path(folder, "r.graphml"), format = "graphml")
total <- look(graphml, "GraphML")
if (vcount(graphml) > 0 && !is_bipartite(graphml)) stop("GraphML: not bipartite by type")
if (seats > 0) {
  pair <- bipartite_mapping(graphml)
  if (!pair$res) stop("GraphML: an edge within a side")
  lines <- readLines(file.path(folder, "r.pajek"), encoding = "UTF-8")
  lines[1] <- sub("^\ufeff", "", lines[1])
  plain <- tempfile(fileext = ".net")
  writeLines(lines, plain, useBytes = TRUE)
  pajek <- read_graph(plain, format = "pajek")
  if (abs(look(pajek, "Pajek") - total) > 1e-9) stop("Pajek: other weights")
}
