// Package scripts holds the test of what docker compose would start.
package scripts

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"

	"wugong/server/media/miniotest"
)

// filled is an .env that an operator filled in.
var filled = []string{
	"WUGONG_PUBLIC_URL=https://example.org", "WUGONG_DATABASE_PASSWORD=one", "WUGONG_S3_ACCESS_KEY=two", "WUGONG_S3_SECRET_KEY=three-four",
}

func load(t *testing.T, env []string) (*types.Project, error) {
	t.Helper()
	options, err := cli.NewProjectOptions([]string{"../docker-compose.yml"}, cli.WithEnv(env), cli.WithName("wugong"))
	if err != nil {
		t.Fatal(err)
	}
	return options.LoadProject(context.WithoutCancel(t.Context()))
}

func project(t *testing.T) *types.Project {
	t.Helper()
	p, err := load(t, filled)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestComposeStartsServerDatabaseAndPhotos(t *testing.T) {
	p := project(t)
	if got, want := p.ServiceNames(), []string{"database", "photos", "server"}; !slices.Equal(got, want) {
		t.Fatalf("services %v, want %v", got, want)
	}
	for name, s := range p.Services {
		if s.HealthCheck == nil || len(s.HealthCheck.Test) == 0 || s.HealthCheck.Disable {
			t.Errorf("%s has no health check", name)
		}
		if s.User == "" || s.User == "root" || strings.HasPrefix(s.User, "0") {
			t.Errorf("%s runs as %q, want an unprivileged user", name, s.User)
		}
		if s.Privileged || !slices.Contains(s.CapDrop, "ALL") {
			t.Errorf("%s keeps privileges", name)
		}
		if !strings.Contains(s.Image, ":") || strings.HasSuffix(s.Image, ":latest") {
			t.Errorf("%s uses image %q, want one with a version", name, s.Image)
		}
		for _, v := range s.Volumes {
			if v.Type != types.VolumeTypeVolume || v.Source == "" {
				t.Errorf("%s keeps %s in %s %q, want a named volume", name, v.Target, v.Type, v.Source)
			}
		}
		if len(s.Volumes) == 0 {
			t.Errorf("%s keeps nothing", name)
		}
	}
	for _, needed := range []string{"database", "photos"} {
		if got := p.Services["server"].DependsOn[needed].Condition; got != types.ServiceConditionHealthy {
			t.Errorf("server starts when %s is %q, want healthy", needed, got)
		}
		if ports := p.Services[needed].Ports; len(ports) != 0 {
			t.Errorf("%s is reachable from outside: %v", needed, ports)
		}
	}
}

func TestComposeDatabaseKnowsChinese(t *testing.T) {
	s := project(t).Services["database"]
	if args := s.Environment["POSTGRES_INITDB_ARGS"]; args == nil || *args != "--encoding=UTF8 --locale=C.UTF-8" {
		t.Errorf("the database is made with %v, want UTF8 and C.UTF-8", args)
	}
	major := regexp.MustCompile(`^postgres:(\d+)`).FindStringSubmatch(s.Image)
	if major == nil || major[1] < "15" {
		t.Errorf("database image %q, want PostgreSQL 15 or newer", s.Image)
	}
}

func TestComposeHasNoSecretOfItsOwn(t *testing.T) {
	for _, secret := range []string{"WUGONG_DATABASE_PASSWORD", "WUGONG_S3_ACCESS_KEY", "WUGONG_S3_SECRET_KEY", "WUGONG_PUBLIC_URL"} {
		without := slices.DeleteFunc(slices.Clone(filled), func(s string) bool { return strings.HasPrefix(s, secret+"=") })
		_, err := load(t, without)
		if err == nil || !strings.Contains(err.Error(), secret) || !strings.Contains(err.Error(), "set it in .env") {
			t.Errorf("without %s compose says %v, want a sentence", secret, err)
		}
		if !strings.Contains(read(t, "../.env.example"), "\n"+secret+"=\n") {
			t.Errorf(".env.example does not ask for %s", secret)
		}
	}
	if demo := project(t).Services["server"].Environment["WUGONG_DEMO"]; demo == nil || *demo != "0" {
		t.Errorf("WUGONG_DEMO is %v, want 0", demo)
	}
}

func TestOneVersionOfMinIO(t *testing.T) {
	build := project(t).Services["photos"].Build
	version := build.Args["MINIO_VERSION"]
	if version == nil || *version != miniotest.Version {
		t.Errorf("compose builds MinIO %v, tests use %s", version, miniotest.Version)
	}
	if !strings.Contains(read(t, "machine.sh"), "\nminio_version="+miniotest.Version+"\n") {
		t.Errorf("scripts/test installs another MinIO than %s", miniotest.Version)
	}
}

func TestImagesAreBuiltFromVersionsAndRunAsNobody(t *testing.T) {
	text := read(t, "Dockerfile")
	stages := map[string]string{}
	from := regexp.MustCompile(`^(\S+) AS (\S+)\n`)
	for _, stage := range strings.Split("\n"+text, "\nFROM ")[1:] {
		names := from.FindStringSubmatch(stage)
		if names == nil {
			t.Fatalf("a stage without a name: %.40q", stage)
		}
		stages[names[2]] = stage
		if base := names[1]; base != "scratch" && !regexp.MustCompile(`:\d`).MatchString(base) {
			t.Errorf("stage %s is built from %q, want a version", names[2], base)
		}
	}
	for name, s := range project(t).Services {
		if s.Build == nil {
			continue
		}
		stage := stages[s.Build.Target]
		if !strings.Contains(stage, "\nUSER "+s.User+"\n") || !strings.Contains(stage, "\nHEALTHCHECK ") {
			t.Errorf("the image of %s does not run as %s or has no health check", name, s.User)
		}
	}
	goVersion := regexp.MustCompile(`\ngo (\d+\.\d+)`).FindStringSubmatch(read(t, "../go.mod"))[1]
	if !strings.HasPrefix(stages["build"], "golang:"+goVersion) {
		t.Errorf("the server is built by another Go than %s of go.mod", goVersion)
	}
}
