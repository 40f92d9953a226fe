package identity

import (
	"context"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"

	"wugong/server/fault"
)

const issuer = "wugong"

type accessClaims struct {
	Session string `json:"sid"`
	jwt.RegisteredClaims
}

func (k Keys) signAccess(s Session, now time.Time) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, accessClaims{
		Session: s.ID.String(),
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: issuer, Subject: s.Account.String(), IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(accessLife)),
		},
	}).SignedString(k.access)
}

// Authenticate reads the session from an access token by its signature alone: what only reads may live on for the
// minutes of the token, what writes asks StillLives.
func (s *Service) Authenticate(_ context.Context, bearer string) (Session, error) {
	var claims accessClaims
	_, err := jwt.ParseWithClaims(bearer, &claims, func(*jwt.Token) (any, error) { return s.Keys.access, nil },
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithIssuer(issuer),
		jwt.WithExpirationRequired(), jwt.WithTimeFunc(s.Now))
	if err != nil {
		return Session{}, fault.ErrUnauthenticated
	}
	session, err := uuid.Parse(claims.Session)
	if err != nil {
		return Session{}, fault.ErrUnauthenticated
	}
	account, err := uuid.Parse(claims.Subject)
	if err != nil || account == uuid.Nil || session == uuid.Nil {
		return Session{}, fault.ErrUnauthenticated
	}
	return Session{ID: session, Account: account}, nil
}
