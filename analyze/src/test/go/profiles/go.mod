module example.com/profiles/v2

go 1.23

require github.com/google/pprof v0.0.0-20241029153458-d1b30febd7db
