package app

import (
	"wugong/api"
	"wugong/server/ballots"
	"wugong/server/bulletins"
	"wugong/server/communities"
	"wugong/server/complaints"
	"wugong/server/conventions"
	"wugong/server/disclosures"
	"wugong/server/evaluations"
	"wugong/server/home"
	"wugong/server/identity"
	"wugong/server/media"
	"wugong/server/notifications"
	"wugong/server/places"
	"wugong/server/privacy"
	"wugong/server/projects"
	"wugong/server/proposals"
	"wugong/server/reports"
	"wugong/server/rosters"
)

type (
	identityAPI      = identity.API
	communitiesAPI   = communities.API
	mediaAPI         = media.API
	notificationsAPI = notifications.API
	reportsAPI       = reports.API
	proposalsAPI     = proposals.API
	ballotsAPI       = ballots.API
	complaintsAPI    = complaints.API
	bulletinsAPI     = bulletins.API
	disclosuresAPI   = disclosures.API
	conventionsAPI   = conventions.API
	projectsAPI      = projects.API
	evaluationsAPI   = evaluations.API
	placesAPI        = places.API
	rostersAPI       = rosters.API
	homeAPI          = home.API
	privacyAPI       = privacy.API
)

// operations are all operations of the contract, each domain's own.
type operations struct {
	identityAPI
	communitiesAPI
	mediaAPI
	notificationsAPI
	reportsAPI
	proposalsAPI
	ballotsAPI
	complaintsAPI
	bulletinsAPI
	disclosuresAPI
	conventionsAPI
	projectsAPI
	evaluationsAPI
	placesAPI
	rostersAPI
	homeAPI
	privacyAPI
}

var _ api.StrictServerInterface = operations{}
