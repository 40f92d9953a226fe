package app

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/identity"
)

// adminCommand is what the operator of the platform does before anybody can sign in.
func adminCommand(getenv func(string) string) *cobra.Command {
	parent := &cobra.Command{Use: "admin", Short: "What the operator does"}
	parent.AddCommand(&cobra.Command{Use: "open CODE", Short: "Take a community of the division tree into use, by its 12 digits",
		Args: cobra.ExactArgs(1), RunE: func(cmd *cobra.Command, args []string) error {
			return opened(cmd.Context(), getenv, func(ctx context.Context, _ Config, w World) error {
				return w.DB.Gorm.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
					c, err := communities.OpenCommunity(ctx, tx, args[0], false, w.Now())
					if err != nil {
						return fmt.Errorf("open %s (import its division first: wugong import divisions): %w", args[0], err)
					}
					_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s %s is in use\n", c.Code, c.Name)
					return err
				})
			})
		}})
	var name string
	var years int
	grant := &cobra.Command{Use: "grant PHONE ROLE [CODE]", Short: "Give somebody a first role: committee_chair in a community, town_officer in a town, platform_admin",
		Args: cobra.RangeArgs(2, 3), RunE: func(cmd *cobra.Command, args []string) error {
			return opened(cmd.Context(), getenv, func(ctx context.Context, _ Config, w World) error {
				return firstRole(ctx, w, args, name, years)
			})
		}}
	grant.Flags().StringVar(&name, "name", "", "the person's name, if the account is new")
	grant.Flags().IntVar(&years, "years", 5, "how long the term lasts")
	parent.AddCommand(grant)
	return parent
}

func firstRole(ctx context.Context, w World, args []string, name string, years int) error {
	phone, err := identity.NormalPhone(args[0])
	if err != nil {
		return err
	}
	first := communities.First{Role: api.Role(args[1]), ValidFrom: w.Now()}
	if len(args) == 3 {
		first.Code = args[2]
	}
	end := first.ValidFrom.AddDate(years, 0, 0)
	first.ValidTo = &end
	return w.DB.Gorm.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		account, err := identity.EnsureAccount(ctx, tx, w.Keys, phone, name, w.Now())
		if err != nil {
			return err
		}
		first.Account = account.ID
		return communities.GrantFirst(ctx, tx, first, w.Now())
	})
}
