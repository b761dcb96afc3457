# The group-time effects of first marriage on log wages, wagepan, from scratch in base R.
w <- read.csv(commandArgs(TRUE)[1]) # wooldridge_wagepan.csv
w <- w[order(w$nr, w$year), ]
w$d <- ave(w$married, w$nr, FUN = cummax)
Y <- matrix(w$lwage, ncol = 8, byrow = TRUE); D <- matrix(w$d, ncol = 8, byrow = TRUE)
g <- apply(D, 1, function(r) if (any(r == 1)) which(r == 1)[1] else 9)
keep <- g > 1; cat("left out", sum(!keep), "\n"); Y <- Y[keep, ]; D <- D[keep, ]; g <- g[keep]; n <- length(g)
print(table(g))
run <- function(notyet) {
  out <- list(); IF <- NULL; k <- 0
  for (s in sort(unique(g[g < 9]))) for (t in 2:8) {
    b <- if (t < s) t - 1 else s - 1
    C <- if (notyet) g > max(t, b) & g != s else g == 9
    tr <- g == s
    dy <- Y[, t] - Y[, b]
    fit <- lm(dy[tr | C] ~ tr[tr | C])
    att <- coef(fit)[[2]]
    psi <- numeric(n)
    psi[tr] <- n / sum(tr) * (dy[tr] - mean(dy[tr])); psi[C] <- -n / sum(C) * (dy[C] - mean(dy[C]))
    k <- k + 1; out[[k]] <- c(g = s, t = t, att = att); IF <- cbind(IF, psi)
  }
  list(cells = do.call(rbind, out), IF = IF)
}
se <- function(psi) { # squared sums about the cohort mean over n_k - 1, plus between cohorts
  v <- 0; for (k in unique(g)) { p <- psi[g == k]; m <- mean(p); nk <- length(p); if (nk > 1) v <- v + nk / (nk - 1) * sum((p - m)^2); v <- v + nk * m^2 }
  sqrt(v) / n }
agg <- function(r, sel) { # weights by cohort size over the selected cells, with the influence of the weights
  a <- r$cells[sel, , drop = FALSE]; p <- sapply(a[, "g"], function(s) mean(g == s)); P <- sum(p); th <- sum(p * a[, "att"]) / P
  psi <- r$IF[, sel, drop = FALSE] %*% (p / P)
  w <- sapply(seq_along(p), function(j) ((g == a[j, "g"]) - p[j]) / P) - rowSums(sapply(seq_along(p), function(j) (g == a[j, "g"]) - p[j])) %*% t(p / P^2)
  list(est = th, psi = as.vector(psi + w %*% a[, "att"])) }
show <- function(name, e) cat(sprintf("%-24s %.15g  se %.15g  did-se %.15g\n", name, e$est, se(e$psi), sqrt(sum(e$psi^2)) / n))
for (ny in c(FALSE, TRUE)) {
  r <- run(ny); a <- r$cells; cat("not yet", ny, "\n")
  for (j in c(1, 5, 9, 20, nrow(a))) show(sprintf("g=%d,t=%d", 1979 + a[j, 1], 1979 + a[j, 2]), list(est = a[j, 3], psi = r$IF[, j]))
  post <- which(a[, "t"] >= a[, "g"])
  show("simple", agg(r, post))
  es <- sort(unique(a[post, "t"] - a[post, "g"])); dyn <- lapply(es, function(e) agg(r, which(a[, "t"] - a[, "g"] == e)))
  for (i in 1:3) show(paste0("e=", es[i]), dyn[[i]])
  show("dynamic", list(est = mean(sapply(dyn, `[[`, "est")), psi = rowMeans(sapply(dyn, `[[`, "psi"))))
  show("e=-2", agg(r, which(a[, "t"] - a[, "g"] == -2)))
  gs <- sort(unique(a[post, "g"])); gr <- lapply(gs, function(s) agg(r, post[a[post, "g"] == s]))
  p <- sapply(gs, function(s) mean(g == s)); th <- sapply(gr, `[[`, "est"); P <- sum(p); o <- sum(p * th) / P
  psi <- sapply(gr, `[[`, "psi") %*% (p / P) + sapply(gs, function(s) (g == s)) %*% ((th - o) / P) - sum(p * (th - o)) / P
  show("group", list(est = o, psi = as.vector(psi)))
  ts <- sort(unique(a[post, "t"])); ca <- lapply(ts, function(t) agg(r, post[a[post, "t"] == t]))
  show("calendar", list(est = mean(sapply(ca, `[[`, "est")), psi = rowMeans(sapply(ca, `[[`, "psi"))))
  pre <- which(a[, "t"] < a[, "g"])
  V <- matrix(0, length(pre), length(pre)); for (k in unique(g)) { X <- r$IF[g == k, pre, drop = FALSE]; m <- colMeans(X); nk <- nrow(X); V <- V + nk / (nk - 1) * crossprod(sweep(X, 2, m)) + nk * outer(m, m) }
  V <- V / n^2; W <- drop(t(a[pre, 3]) %*% solve(V, a[pre, 3])); q <- length(pre)
  part <- function(M, df) { B <- solve(V, M / n^2); (sum(diag(B))^2 + sum(diag(B %*% B))) / df }
  s <- 0; N <- matrix(0, q, q)
  for (k in unique(g)) { X <- r$IF[g == k, pre, drop = FALSE]; m <- colMeans(X); nk <- nrow(X); s <- s + part(nk / (nk - 1) * crossprod(sweep(X, 2, m)), nk - 1); N <- N + nk * outer(m, m) }
  d <- q * (q + 1) / (s + part(N, n - 1))
  cat(sprintf("pretrend %.12g on %d and %.12g p %.12g\n", W, q, d - q + 1, pf((d - q + 1) / (d * q) * W, q, d - q + 1, lower.tail = FALSE)))
}
# Two-way fixed effects with the weights of de Chaisemartin and D'Haultfoeuille.
f <- lm(as.vector(t(Y)) ~ as.vector(t(D)) + factor(rep(1:n, each = 8)) + factor(rep(1:8, n)))
b <- coef(f)[[2]]; e <- resid(lm(as.vector(t(D)) ~ factor(rep(1:n, each = 8)) + factor(rep(1:8, n))))
sc <- tapply(e * resid(f), rep(1:n, each = 8), sum); wt <- e[as.vector(t(D)) == 1] / sum(e^2)
cat(sprintf("twfe %.15g se %.15g negative share %.12g sum %.12g total %.12g\n", b, sqrt(sum(sc^2) * n / (n - 1)) / sum(e^2), mean(wt < -1e-14), sum(wt[wt < 0]), sum(wt)))
l <- t.test(Y[g < 9, 8], Y[g == 9, 8]); cat(sprintf("last %.15g se %.15g df %.12g\n", l$estimate[1] - l$estimate[2], l$stderr, l$parameter))
