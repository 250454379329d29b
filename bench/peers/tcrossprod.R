# R: Matrix's tcrossprod, igraph's Leiden by the same objective; it knows no cap.
suppressMessages({library(Matrix); library(igraph)})
words <- commandArgs(TRUE)
footprint <- read.csv(file.path(words[1], "footprint.csv"), stringsAsFactors = TRUE)
m <- sparseMatrix(as.integer(footprint$coalition), as.integer(footprint$item), x = 1)
rarity <- log1p(nrow(m) / colSums(m))
total <- as.vector(m %*% rarity)
shared <- summary(triu(tcrossprod(m %*% Diagonal(x = rarity), m), 1))
s <- shared$x / (total[shared$i] + total[shared$j] - shared$x)
kept <- s >= 0.05 - 1e-9
g <- graph_from_edgelist(cbind(shared$i, shared$j)[kept, , drop = FALSE], directed = FALSE)
g <- add_vertices(g, nrow(m) - vcount(g))
set.seed(1)
found <- cluster_leiden(g, "CPM", weights = s[kept], resolution_parameter = 0.1, n_iterations = 2)
write.csv(data.frame(coalition = levels(footprint$coalition), group = as.integer(membership(found))), words[2],
          row.names = FALSE, quote = FALSE)
sure <- s >= 0.05 + 1e-9
cat(sum(sure), format(sum(s[sure]), digits = 17), "\n")
