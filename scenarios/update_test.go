package scenarios

import "flag"

// update makes tests write the files they compare with.
var update = flag.Bool("update", false, "write the files that tests compare with")
