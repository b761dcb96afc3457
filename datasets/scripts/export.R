#!/usr/bin/env Rscript
# Exports the shipped tables from the R packages that publish them.
#
#   Rscript datasets/scripts/export.R            # from the root of the repository, every table
#   Rscript datasets/scripts/export.R star jobs  # some tables
#
# Debian: apt-get install r-cran-aer r-cran-matchit r-cran-sandwich. The package `mediation` (jobs, framing) is not in
# every Debian release; without it these two tables are skipped with a message and the committed files stay.
#
# The output repeats byte for byte: rows in the order of the package, numbers with 15 significant digits, text in double
# quotes, NA for missing values, no time stamps; a table above 200 kB is compressed by `gzip -n -9`.

folder <- "datasets/src/main/resources/assay/data"
compress_above <- 200e3

from <- function(package, name) {
  box <- new.env()
  utils::data(list = name, package = package, envir = box)
  get(name, envir = box)
}

tables <- list(
  lalonde = list(package = "MatchIt", make = function() {
    d <- from("MatchIt", "lalonde")
    cbind(id = rownames(d), d)
  }),
  jobs = list(package = "mediation", make = function() from("mediation", "jobs")),
  framing = list(package = "mediation", make = function() from("mediation", "framing")),
  star = list(package = "AER", make = function() {
    d <- from("AER", "STAR")
    d$birth <- ifelse(is.na(d$birth), NA, format(d$birth))
    cbind(student = rownames(d), d)
  }),
  petersen = list(package = "sandwich", make = function() from("sandwich", "PetersenCL")),
  cigarettes = list(package = "AER", make = function() from("AER", "CigarettesSW")),
  college_distance = list(package = "AER", make = function() from("AER", "CollegeDistance"))
)

export <- function(name) {
  entry <- tables[[name]]
  if (is.null(entry)) stop("unknown table ", name, "; known: ", paste(names(tables), collapse = ", "))
  if (!requireNamespace(entry$package, quietly = TRUE)) {
    message(sprintf("%-17s skipped: the R package %s is not installed", name, entry$package))
    return(invisible())
  }
  csv <- file.path(folder, paste0(name, ".csv"))
  unlink(c(csv, paste0(csv, ".gz")))
  d <- entry$make()
  options(digits = 15, scipen = 15) # 500000, not 5e+05
  write.csv(d, csv, row.names = FALSE, quote = TRUE, na = "NA", fileEncoding = "UTF-8")
  if (file.size(csv) > compress_above && system2("gzip", c("-n", "-9", shQuote(csv))) != 0) stop("gzip failed on ", csv)
  message(sprintf("%-17s %6d rows %3d columns   %s %s", name, nrow(d), ncol(d), entry$package,
                  as.character(utils::packageVersion(entry$package))))
}

chosen <- commandArgs(trailingOnly = TRUE)
for (name in if (length(chosen)) chosen else names(tables)) export(name)
