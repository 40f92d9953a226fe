package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/labstack/echo/v4"

	"wugong/api"
	"wugong/server/fault"
)

const (
	prefix    = "/api/v1"
	jsonLimit = int64(1 << 20)
	csvLimit  = int64(5 << 20)
	maxDepth  = 32
)

// contract checks requests against the document before any code of ours sees them.
type contract struct {
	routes  map[string]*routers.Route // by method and Echo's path
	options *openapi3filter.Options
}

func newContract() (*contract, error) {
	doc, err := api.GetSpec()
	if err != nil {
		return nil, err
	}
	c := &contract{routes: map[string]*routers.Route{}, options: &openapi3filter.Options{
		MultiError: true, KeepValidatedValue: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc,
		SchemaValidationOptions: []openapi3.SchemaValidationOption{openapi3.WithStringFormatValidator("uuid",
			openapi3.NewRegexpFormatValidator(openapi3.FormatOfStringForUUIDOfRFC9562))},
	}}
	for path, item := range doc.Paths.Map() {
		for method, operation := range item.Operations() {
			echoPath := prefix + strings.NewReplacer("{", ":", "}", "").Replace(path)
			c.routes[method+" "+echoPath] = &routers.Route{Spec: doc, Path: path, PathItem: item, Method: method, Operation: operation}
		}
	}
	return c, nil
}

// of finds the operation of a request by what Echo has matched.
func (k *contract) of(c echo.Context) *routers.Route {
	return k.routes[c.Request().Method+" "+c.Path()]
}

// signedOnly tells whether the operation is for people who are signed in.
func signedOnly(route *routers.Route) bool {
	if s := route.Operation.Security; s != nil {
		for _, requirement := range *s {
			if len(requirement) == 0 {
				return false
			}
		}
	}
	return true
}

// check refuses what the document does not allow. Streams (CSV, photos) are limited here and read by
// their handlers.
func (k *contract) check(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		route := k.of(c)
		if route == nil {
			return next(c)
		}
		r := c.Request()
		options, judged := *k.options, r
		switch limit, stream, err := bodyKind(route, r); {
		case err != nil:
			return err
		case stream:
			bare := *r // openapi3filter reads any body it sees, whole, for its security check
			bare.Body = http.NoBody
			options.ExcludeRequestBody, judged = true, &bare
			if limit > 0 {
				r.Body = http.MaxBytesReader(c.Response(), r.Body, limit)
			}
		case limit > 0:
			if err := readJSON(c, limit); err != nil {
				return err
			}
		}
		params := map[string]string{}
		for i, name := range c.ParamNames() {
			params[name] = c.ParamValues()[i]
		}
		err := openapi3filter.ValidateRequest(r.Context(), &openapi3filter.RequestValidationInput{
			Request: judged, PathParams: params, Route: route, Options: &options})
		if err != nil {
			return shapeFault(err)
		}
		for name, values := range r.URL.Query() {
			for _, v := range values {
				if _, err := fault.Text(name, v); err != nil {
					return err
				}
			}
		}
		return next(c)
	}
}

// bodyKind tells how large the body of an operation may be and whether its handler streams it.
func bodyKind(route *routers.Route, r *http.Request) (limit int64, stream bool, err error) {
	if route.Operation.RequestBody == nil {
		return 0, true, nil
	}
	content := route.Operation.RequestBody.Value.Content
	kind, _, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType))
	if err != nil || content[kind] == nil {
		return 0, false, errMedia
	}
	switch kind {
	case "multipart/form-data":
		return 0, true, nil // the photo's own limit
	case "text/csv":
		return csvLimit, true, nil
	}
	return jsonLimit, false, nil
}

// readJSON reads the body within its limit and refuses what no text of ours may hold.
func readJSON(c echo.Context, limit int64) error {
	r := c.Request()
	if r.ContentLength > limit {
		return errTooLarge.With("limit", size(limit))
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.Response(), r.Body, limit))
	if err != nil {
		return err
	}
	if err := checkJSON(body); err != nil {
		return err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

// checkJSON walks the value: well-formed, not too deep, no hidden characters in any string. The field at
// fault is named.
func checkJSON(body []byte) error {
	if !json.Valid(body) || !utf8.Valid(body) {
		return fault.ErrInvalid
	}
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		return fault.ErrInvalid.Because(err)
	}
	return checkValue("", value, 0)
}

func checkValue(field string, value any, depth int) error {
	if depth > maxDepth {
		return fault.ErrInvalid
	}
	switch v := value.(type) {
	case string:
		_, err := fault.Text(field, v)
		return err
	case []any:
		for i, item := range v {
			if err := checkValue(field+"."+strconv.Itoa(i), item, depth+1); err != nil {
				return err
			}
		}
	case map[string]any:
		for key, item := range v {
			if _, err := fault.Text(field, key); err != nil {
				return err
			}
			if err := checkValue(strings.TrimPrefix(field+"."+key, "."), item, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// shapeFault names the fields that do not fit the document, without ever repeating their values.
func shapeFault(err error) error {
	f := fault.ErrInvalid.Because(errors.New("request does not fit the contract"))
	for _, e := range flatten(err) {
		var re *openapi3filter.RequestError
		if errors.As(e, &re) && re.Parameter != nil {
			f = f.Add(fault.Field{Name: re.Parameter.Name, Code: api.ProblemCodeInvalidRequest, Args: ruleOf(re)})
			continue
		}
		var se *openapi3.SchemaError
		if errors.As(e, &se) {
			f = f.Add(fault.Field{Name: strings.Join(se.JSONPointer(), "."), Code: api.ProblemCodeInvalidRequest, Args: rule(se)})
		}
	}
	return f
}

func flatten(err error) []error {
	var multi openapi3.MultiError
	if me, ok := err.(openapi3.MultiError); ok { //nolint:errorlint // only the outermost is a list
		multi = me
	} else if re, ok := err.(*openapi3filter.RequestError); ok && re.Parameter == nil { //nolint:errorlint // as above
		if inner, ok := re.Err.(openapi3.MultiError); ok { //nolint:errorlint // as above
			multi = inner
		}
	}
	if multi == nil {
		return []error{err}
	}
	var all []error
	for _, e := range multi {
		all = append(all, flatten(e)...)
	}
	return all
}

func ruleOf(re *openapi3filter.RequestError) map[string]string {
	var se *openapi3.SchemaError
	if errors.As(re.Err, &se) {
		return rule(se)
	}
	return nil
}

// rule says which rule of the document a value breaks, for the sentence "field.<rule>".
func rule(se *openapi3.SchemaError) map[string]string {
	args := map[string]string{"rule": se.SchemaField}
	if s := se.Schema; s != nil {
		if s.MaxLength != nil {
			args["max"] = strconv.FormatUint(*s.MaxLength, 10)
		}
		args["min"] = strconv.FormatUint(s.MinLength, 10)
		if se.SchemaField == "maxItems" && s.MaxItems != nil {
			args["max"] = strconv.FormatUint(*s.MaxItems, 10)
		}
		if se.SchemaField == "minItems" {
			args["min"] = strconv.FormatUint(s.MinItems, 10)
		}
	}
	return args
}
