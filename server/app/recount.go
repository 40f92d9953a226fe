package app

import (
	"fmt"

	"github.com/spf13/cobra"

	"wugong/server/ballots/recount"
)

const recountHelp = `Counts votes again from published files and prints one line of JSON per file, in order.
A FILE is a JSON document (a decision, a choice or a budget) or, with --rule, a .pb file of Pabulib.
It needs no settings, no server and no database. docs/recount.md explains the format.
A file that cannot be counted gets one sentence on standard error; the others are still counted.
Exit code: 0 all counted, 2 at least one file could not be counted.
`

// Uncounted says that some files could not be counted; their sentences stand on standard error already.
type Uncounted struct{ Failed, Of int }

// Error is the closing sentence.
func (u Uncounted) Error() string {
	return fmt.Sprintf("%d of %d files could not be counted", u.Failed, u.Of)
}

// ExitCode of the program.
func (Uncounted) ExitCode() int { return 2 }

func recountCommand() *cobra.Command {
	var rule string
	c := &cobra.Command{Use: "recount FILE…", Short: "Count votes again from published files", Long: recountHelp, Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			failed, err := recount.Files(files, rule, cmd.OutOrStdout(), cmd.ErrOrStderr())
			if err == nil && failed > 0 {
				err = Uncounted{Failed: failed, Of: len(files)}
			}
			return err
		}}
	c.Flags().StringVar(&rule, "rule", "", "file with the budget rule for .pb files")
	return c
}
