package identity

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"wugong/server/words"
)

// SMS brings a code to a phone.
type SMS interface {
	SendCode(ctx context.Context, phone, code string) error
}

// LogSMS writes the code into the server's log. It works in the demo only.
type LogSMS struct{}

// SendCode logs.
func (LogSMS) SendCode(ctx context.Context, phone, code string) error {
	slog.InfoContext(ctx, "demo: sign-in code", "phone", MaskPhone(phone), "code", code)
	return nil
}

// Gateway sends by an SMS gateway over HTTP: POST {"phone", "code", "text"} with a bearer token; any 2xx is taken.
type Gateway struct {
	url, token string
	client     *http.Client
}

const gatewayTime = 8 * time.Second

// NewGateway makes a gateway's client.
func NewGateway(url, token string) *Gateway {
	return &Gateway{url: url, token: token, client: &http.Client{
		Timeout: gatewayTime,
		// A redirect would carry phone and code to a place nobody has configured.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// SendCode asks the gateway. Its errors name neither the address nor what was sent.
func (g *Gateway) SendCode(ctx context.Context, phone, code string) error {
	body, err := json.Marshal(map[string]string{
		"phone": phone, "code": code, "text": words.Say(words.Lang(ctx), "sms.code", map[string]string{"code": code}),
	})
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, g.url, bytes.NewReader(body))
	if err != nil {
		return errors.New("WUGONG_SMS_URL is not an address")
	}
	request.Header.Set("Content-Type", "application/json")
	if g.token != "" {
		request.Header.Set("Authorization", "Bearer "+g.token)
	}
	answer, err := g.client.Do(request)
	if err != nil {
		var at *url.Error
		if errors.As(err, &at) {
			err = at.Err
		}
		return fmt.Errorf("SMS gateway: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10)) // so that the connection can be used again
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return fmt.Errorf("SMS gateway answered %d", answer.StatusCode)
	}
	return nil
}
