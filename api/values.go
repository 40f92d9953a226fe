package api

// usualLimit is how many rows a page has when nobody says; the contract's default.
const usualLimit = 30

// LimitOf is how many rows of a list are wanted.
func LimitOf(limit *Limit) int {
	if limit == nil {
		return usualLimit
	}
	return *limit
}

// Value is what an optional field holds, or the zero value where it is absent.
func Value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// Maybe is an optional field: absent where the value is the zero value.
func Maybe[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
