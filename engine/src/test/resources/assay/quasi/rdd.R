# A regression discontinuity from scratch in base R on made-up data: local polynomials by lm with kernel weights.
n <- 400; i <- 1:n
x <- ((i^2 * 0.6180339887498949) %% 1) * 2 - 1
e <- ((i * 0.7548776662466927) %% 1) - 0.5
y <- 1 + 0.5 * x + 0.8 * x^2 * sign(x) + 0.7 * (x >= 0) + 0.4 * e * (1 + 0.5 * x)
z <- 0.3 * x + ((i * 0.5698402909980532) %% 1)
show <- function(name, v) cat(sprintf("%s %.15g\n", name, v))
K <- list(TRIANGULAR = function(u) pmax(0, 1 - abs(u)), EPANECHNIKOV = function(u) pmax(0, 1 - u^2), UNIFORM = function(u) 1 * (abs(u) <= 1))
h <- 0.35; b <- 0.6
side <- function(s, y, k) {
  w <- K[[k]](x / h) * s; wb <- K[[k]](x / b) * s
  f <- lm(y ~ x, weights = w); g <- lm(y ~ x + I(x^2), weights = wb)
  X <- cbind(1, x); Xb <- cbind(1, x, x^2)
  G <- solve(t(X) %*% (w * X)); Gb <- solve(t(Xb) %*% (wb * Xb))
  a <- (G %*% t(w * X))[1, ]; c2 <- (Gb %*% t(wb * Xb))[3, ]
  B <- sum(a * x^2)
  over <- w > 0 | wb > 0
  hii <- rowSums((X %*% G) * (w * X))
  ef <- y - X %*% coef(f); eg <- y - Xb %*% coef(g)
  q <- a - B * c2
  fac <- function(v, k) switch(v, HC0 = 1, HC1 = sqrt(sum(over) / (sum(over) - k)), HC2 = 1 / sqrt(1 - hii), HC3 = 1 / (1 - hii))
  list(cl = coef(f)[[1]], bc = coef(f)[[1]] - B * coef(g)[[3]],
       v = sapply(c("HC0", "HC1", "HC2", "HC3"), function(v) c(sum((a * ef * fac(v, 2))[over]^2), sum((q * eg * fac(v, 3))[over]^2))), n = sum(w > 0))
}
for (k in names(K)) {
  l <- side(x < 0, y, k); r <- side(x >= 0, y, k)
  cat(sprintf("\"%s, %.15g, %.15g, %s, %d, %d\",\n", k, r$cl - l$cl, r$bc - l$bc,
    paste(sprintf("%.15g, %.15g", sqrt((l$v + r$v)[1, ]), sqrt((l$v + r$v)[2, ])), collapse = ", "), l$n, r$n))
}
# Nearest neighbours, by brute force, within the wider window.
nn <- function(s, y) { o <- which(s & abs(x) < b); sapply(o, function(j) { d <- abs(x[o] - x[j]); m <- o[order(d)[2:4]]; sqrt(3 / 4) * (y[j] - mean(y[m])) }) }
v <- c(0, 0)
for (s in list(x < 0, x >= 0)) {
  w <- K$TRIANGULAR(x / h) * s; wb <- K$TRIANGULAR(x / b) * s; X <- cbind(1, x); Xb <- cbind(1, x, x^2)
  a <- (solve(t(X) %*% (w * X)) %*% t(w * X))[1, ]; q <- a - sum(a * x^2) * (solve(t(Xb) %*% (wb * Xb)) %*% t(wb * Xb))[3, ]
  o <- which(s & abs(x) < b); r <- nn(s, y); v <- v + c(sum((a[o] * r)^2), sum((q[o] * r)^2))
}
cat(sprintf("nn %.15g %.15g\n", sqrt(v[1]), sqrt(v[2])))
# Fuzzy: a ratio of jumps; its bias-corrected value by the linear combination of both.
d <- 1 * ((x >= 0 & z > 0.25) | (x < 0 & z > 0.95))
l <- side(x < 0, y, "TRIANGULAR"); r <- side(x >= 0, y, "TRIANGULAR"); ld <- side(x < 0, d, "TRIANGULAR"); rd <- side(x >= 0, d, "TRIANGULAR")
tau <- (r$cl - l$cl) / (rd$cl - ld$cl); u <- (y - tau * d) / (rd$cl - ld$cl)
lu <- side(x < 0, u, "TRIANGULAR"); ru <- side(x >= 0, u, "TRIANGULAR")
cat(sprintf("fuzzy %.15g %.15g se %.15g %.15g\n", tau, tau + (ru$bc - lu$bc) - (ru$cl - lu$cl), sqrt(lu$v[1, "HC1"] + ru$v[1, "HC1"]), sqrt(lu$v[2, "HC1"] + ru$v[2, "HC1"])))
