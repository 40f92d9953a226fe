package identity_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"wugong/server/db/dbtest"
	"wugong/server/identity"
)

func TestServersThatStartTogetherAgreeOnOneSecret(t *testing.T) {
	file := filepath.Join(t.TempDir(), "keys", "secret.key")
	secrets := make([][]byte, 20)
	var wait sync.WaitGroup
	for i := range secrets {
		wait.Go(func() {
			var err error
			if secrets[i], err = identity.LoadSecret(file); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	for _, s := range secrets {
		if len(s) != 32 || !bytes.Equal(s, secrets[0]) {
			t.Fatalf("secrets differ: %d bytes", len(s))
		}
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, _ := os.ReadDir(filepath.Dir(file)); len(left) != 1 {
		t.Errorf("%d files lie beside the key", len(left)-1)
	}
}

func TestAKeyFileThatOthersMayReadOrThatIsDamagedIsRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret.key")
	if _, err := identity.LoadSecret(file); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []os.FileMode{0o640, 0o604, 0o660} {
		if err := os.Chmod(file, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := identity.LoadSecret(file); err == nil || !strings.Contains(err.Error(), "chmod 600") {
			t.Errorf("mode %o: %v", mode, err)
		}
	}
	for _, text := range []string{"", "00ff", strings.Repeat("z", 64)} {
		damaged := filepath.Join(t.TempDir(), "secret.key")
		if err := os.WriteFile(damaged, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := identity.LoadSecret(damaged); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestAServerWithAnotherKeyDoesNotStart(t *testing.T) {
	d := dbtest.New(t)
	var wait sync.WaitGroup
	for range 5 {
		wait.Go(func() {
			if err := identity.CheckFingerprint(t.Context(), d.Gorm, keys(t, 1)); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	err := identity.CheckFingerprint(t.Context(), d.Gorm, keys(t, 2))
	if err == nil || !strings.Contains(err.Error(), "does not belong to this database") {
		t.Errorf("another key: %v", err)
	}
}

func TestASealedPhoneOpensWithItsKeyOnly(t *testing.T) {
	one, two := keys(t, 1), keys(t, 2)
	sealed := one.SealPhone(wang)
	if got, err := one.OpenPhone(sealed); err != nil || got != wang {
		t.Errorf("OpenPhone = %q, %v", got, err)
	}
	if bytes.Equal(sealed, one.SealPhone(wang)) {
		t.Error("two seals of one number look alike")
	}
	if !bytes.Equal(one.HashPhone(wang), one.HashPhone(wang)) || bytes.Equal(one.HashPhone(wang), two.HashPhone(wang)) {
		t.Error("the hash does not follow the key")
	}
	changed := bytes.Clone(sealed)
	changed[len(changed)-1] ^= 1
	for name, c := range map[string]struct {
		keys   identity.Keys
		sealed []byte
	}{"another key": {two, sealed}, "changed": {one, changed}, "cut": {one, sealed[:5]}, "none": {one, nil}} {
		if got, err := c.keys.OpenPhone(c.sealed); err == nil {
			t.Errorf("%s: opened %q", name, got)
		}
	}
	if _, err := identity.NewKeys([]byte("short")); err == nil {
		t.Error("a short secret was taken")
	}
}

func TestTheGatewayGetsTheCodeAndItsFailureNamesNobody(t *testing.T) {
	var status int
	var got map[string]string
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the redirect was followed") }))
	defer elsewhere.Close()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer tok" || r.Method != http.MethodPost {
			t.Errorf("%s with %q", r.Method, r.Header.Get("Authorization"))
		}
		if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
			t.Error(err)
		}
		w.Header().Set("Location", elsewhere.URL)
		w.WriteHeader(status)
	}))
	gateway := identity.NewGateway(server.URL+"/send?account=secret", "tok")
	status = http.StatusOK
	if err := gateway.SendCode(t.Context(), wang, "123456"); err != nil {
		t.Fatal(err)
	}
	if got["phone"] != wang || got["code"] != "123456" || !strings.Contains(got["text"], "123456") {
		t.Errorf("sent %v", got)
	}
	silent := func(what string) {
		t.Helper()
		err := gateway.SendCode(t.Context(), wang, "123456")
		if err == nil {
			t.Fatalf("%s was taken for sent", what)
		}
		for _, secret := range []string{wang, "123456", "secret", "tok"} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%s: %q holds %q", what, err, secret)
			}
		}
	}
	for _, status = range []int{http.StatusInternalServerError, http.StatusForbidden, http.StatusTemporaryRedirect} {
		silent(http.StatusText(status))
	}
	server.Close()
	silent("no answer")
}
