package app

import (
	"context"

	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/demo"
)

// demoPeople lists whom one can sign in as. It exists in demo mode only.
func (a *App) demoPeople(ctx context.Context) ([]api.DemoPerson, error) {
	homes := map[bool]communities.Community{}
	for village, code := range map[bool]string{false: communities.DemoUrban, true: communities.DemoRural} {
		c, err := gorm.G[communities.Community](a.db.Gorm).Where("code = ?", code).Take(ctx)
		if err != nil {
			return nil, err
		}
		homes[village] = c
	}
	var list []api.DemoPerson
	for _, p := range demo.People() {
		roles := []api.Role{}
		switch {
		case p.Unverified:
			roles = append(roles, api.RoleResidentUnverified)
		case p.Building != "":
			roles = append(roles, api.RoleResident)
		}
		if p.Role != "" {
			roles = append(roles, p.Role)
		}
		person := api.DemoPerson{Name: p.Name, Phone: p.Phone, Roles: roles}
		if home := homes[p.Village]; p.Role != api.RolePlatformAdmin {
			person.Community, person.Kind = home.Name, &home.Kind
		}
		list = append(list, person)
	}
	return list, nil
}
