package app

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"wugong/server/projects/archive"
)

// Unverified says that some archives are not as they were built; their sentences stand on standard error already.
type Unverified struct{ Failed, Of int }

// Error is the closing sentence.
func (u Unverified) Error() string {
	return fmt.Sprintf("%d of %d archives are not as they were built", u.Failed, u.Of)
}

// ExitCode of the program.
func (Unverified) ExitCode() int { return 2 }

func archiveCommand() *cobra.Command {
	parent := &cobra.Command{Use: "archive", Short: "Archives of projects"}
	parent.AddCommand(&cobra.Command{Use: "verify FILE…", Short: "Check that archives are as they were built and that their money adds up",
		Long: "Needs no settings, no server and no database. Exit code: 0 all are right, 2 at least one is not.\n", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			failed := 0
			for _, name := range files {
				report, err := verifyFile(name)
				if err != nil {
					failed++
					fmt.Fprintf(cmd.ErrOrStderr(), "%s: %v\n", name, err)
					continue
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s: %s\n", name, report)
			}
			if failed > 0 {
				return Unverified{Failed: failed, Of: len(files)}
			}
			return nil
		}})
	return parent
}

func verifyFile(name string) (archive.Report, error) {
	file, err := os.Open(name)
	if err != nil {
		return archive.Report{}, err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return archive.Report{}, err
	}
	return archive.Verify(file, info.Size())
}
