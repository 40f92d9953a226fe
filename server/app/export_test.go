package app

// Jobs is the worker of an instance, for tests that wait for what it does.
var Jobs = (*App).newJobs
