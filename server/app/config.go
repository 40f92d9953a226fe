package app

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/caarlos0/env/v11"
)

// Config is every setting of the server, read from the environment once.
type Config struct {
	Addr           string   `env:"WUGONG_ADDR" envDefault:"127.0.0.1:8080"`         // where to listen
	MetricsAddr    string   `env:"WUGONG_METRICS_ADDR" envDefault:"127.0.0.1:9464"` // where Prometheus asks; "off" for none
	Data           string   `env:"WUGONG_DATA" envDefault:"./data"`                 // private database, photos and key, where not set otherwise
	Demo           bool     `env:"WUGONG_DEMO"`                                     // demo people and codes on the page; never for real use
	PublicURL      string   `env:"WUGONG_PUBLIC_URL"`                               // as residents reach it, e.g. https://example.org; for links and cookies
	SecretFile     string   `env:"WUGONG_SECRET_FILE"`                              // 32 bytes, mode 0600; made at first start in WUGONG_DATA
	TrustedProxies []string `env:"WUGONG_TRUSTED_PROXIES"`                          // networks whose X-Forwarded-For is believed, e.g. 10.0.0.0/8
	DatabaseURL    string   `env:"DATABASE_URL"`                                    // PostgreSQL 15 or newer; a private one in WUGONG_DATA without it
	DatabaseConns  int32    `env:"WUGONG_DATABASE_CONNS" envDefault:"20"`           // connections at most
	S3Endpoint     string   `env:"WUGONG_S3_ENDPOINT"`                              // host:port of MinIO or any S3; photos on disk without it
	S3Bucket       string   `env:"WUGONG_S3_BUCKET" envDefault:"wugong"`
	S3AccessKey    string   `env:"WUGONG_S3_ACCESS_KEY"`
	S3SecretKey    string   `env:"WUGONG_S3_SECRET_KEY"`
	S3Region       string   `env:"WUGONG_S3_REGION" envDefault:"us-east-1"`
	S3TLS          bool     `env:"WUGONG_S3_TLS"`
	SMSURL         string   `env:"WUGONG_SMS_URL"`   // gateway that takes {phone, text} as JSON
	SMSToken       string   `env:"WUGONG_SMS_TOKEN"` // its bearer token
}

// ReadConfig reads the settings and checks those that can be wrong.
func ReadConfig(getenv func(string) string) (Config, error) {
	c, err := env.ParseAsWithOptions[Config](env.Options{Environment: known(getenv)})
	if err != nil {
		return Config{}, fmt.Errorf("settings: %w", err)
	}
	c.PublicURL = strings.TrimRight(c.PublicURL, "/")
	if c.PublicURL != "" {
		u, err := url.Parse(c.PublicURL)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return Config{}, fmt.Errorf("settings: WUGONG_PUBLIC_URL must look like https://example.org")
		}
	} else {
		c.PublicURL = "http://" + c.Addr
	}
	if c.S3Endpoint != "" && (c.S3AccessKey == "" || c.S3SecretKey == "") {
		return Config{}, fmt.Errorf("settings: WUGONG_S3_ENDPOINT needs WUGONG_S3_ACCESS_KEY and WUGONG_S3_SECRET_KEY")
	}
	if !c.Demo && (c.S3SecretKey == "minioadmin" || c.S3SecretKey == "changeme") {
		return Config{}, fmt.Errorf("settings: WUGONG_S3_SECRET_KEY is a well-known default; choose another")
	}
	return c, nil
}

// Secure tells whether residents come by TLS, so that cookies and headers may insist on it.
func (c Config) Secure() bool { return strings.HasPrefix(c.PublicURL, "https://") }

func known(getenv func(string) string) map[string]string {
	set := map[string]string{}
	fields, _ := env.GetFieldParams(&Config{})
	for _, f := range fields {
		if v := getenv(f.Key); v != "" {
			set[f.Key] = v
		}
	}
	return set
}
