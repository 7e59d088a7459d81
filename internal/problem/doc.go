// Package problem puts errors into words for people: what happened, and what to do next. The
// dashboard and the command line say the same because both ask here.
package problem
