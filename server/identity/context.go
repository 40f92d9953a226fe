package identity

import (
	"context"

	"github.com/google/uuid"

	"wugong/server/fault"
)

type (
	sessionKey struct{}
	addressKey struct{}
)

// Session is who speaks: an account, signed in on one device.
type Session struct{ ID, Account uuid.UUID }

// WithActor puts the verified session of the request into its context.
func WithActor(ctx context.Context, s Session) context.Context {
	return context.WithValue(ctx, sessionKey{}, s)
}

// SessionOf is the session of the request; the zero Session for a guest.
func SessionOf(ctx context.Context) Session {
	s, _ := ctx.Value(sessionKey{}).(Session)
	return s
}

// Actor is the account that asks; uuid.Nil for a guest.
func Actor(ctx context.Context) uuid.UUID { return SessionOf(ctx).Account }

// Signed is the account that asks, and a fault for a guest.
func Signed(ctx context.Context) (uuid.UUID, error) {
	if id := Actor(ctx); id != uuid.Nil {
		return id, nil
	}
	return uuid.Nil, fault.ErrUnauthenticated
}

// WithAddress puts the network address of the caller into the context; sign-in is limited by it.
func WithAddress(ctx context.Context, ip string) context.Context {
	return context.WithValue(ctx, addressKey{}, ip)
}

func addressOf(ctx context.Context) string {
	ip, _ := ctx.Value(addressKey{}).(string)
	return ip
}
