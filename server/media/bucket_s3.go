package media

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// S3Settings say where a MinIO or another S3 is.
type S3Settings struct {
	Endpoint, Bucket, AccessKey, SecretKey, Region string
	TLS                                            bool
}

// S3 is a bucket in MinIO or any other S3.
type S3 struct {
	client *minio.Client
	bucket string
}

// How long the store may take to answer at all, and to take or give one photo.
const (
	answerWithin   = 3 * time.Second
	transferWithin = 20 * time.Second
)

// NewS3 speaks to nobody yet; Make does.
func NewS3(s S3Settings) (*S3, error) {
	client, err := minio.New(s.Endpoint, &minio.Options{
		Creds:  credentials.NewStaticV4(s.AccessKey, s.SecretKey, ""),
		Secure: s.TLS, Region: s.Region, MaxRetries: 1,
		Transport: &http.Transport{
			DialContext:           (&net.Dialer{Timeout: answerWithin, KeepAlive: 30 * time.Second}).DialContext,
			TLSHandshakeTimeout:   answerWithin,
			ResponseHeaderTimeout: 2 * answerWithin,
			MaxIdleConnsPerHost:   32,
			IdleConnTimeout:       time.Minute,
			DisableCompression:    true,
		},
	})
	if err != nil {
		return nil, err
	}
	return &S3{client, s.Bucket}, nil
}

// Make makes the bucket where it is missing. Several servers may do so at once.
func (s *S3) Make(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, transferWithin)
	defer cancel()
	there, err := s.client.BucketExists(ctx, s.bucket)
	if err != nil {
		return ErrStorage.Because(err)
	}
	if there {
		return nil
	}
	err = s.client.MakeBucket(ctx, s.bucket, minio.MakeBucketOptions{})
	if code := minio.ToErrorResponse(err).Code; err != nil && code != minio.BucketAlreadyOwnedByYou {
		return ErrStorage.Because(err)
	}
	return nil
}

// Put stores an object.
func (s *S3) Put(ctx context.Context, key string, content []byte) error {
	if err := validKey(key); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, transferWithin)
	defer cancel()
	put := func() error {
		_, err := s.client.PutObject(ctx, s.bucket, key, bytes.NewReader(content), int64(len(content)),
			minio.PutObjectOptions{ContentType: "image/jpeg", DisableMultipart: true})
		return err
	}
	err := put()
	if minio.ToErrorResponse(err).Code == minio.NoSuchBucket {
		// The store came back empty, or was not there when the server started.
		if err = s.Make(ctx); err == nil {
			err = put()
		}
	}
	if err != nil {
		return ErrStorage.Because(err)
	}
	return nil
}

// Get opens an object. It is asked for at once, so that a missing one is known before anything is sent.
func (s *S3) Get(ctx context.Context, key string) (Object, error) {
	if err := validKey(key); err != nil {
		return Object{}, err
	}
	o, err := s.client.GetObject(ctx, s.bucket, key, minio.GetObjectOptions{})
	if err == nil {
		var info minio.ObjectInfo
		if info, err = o.Stat(); err == nil {
			return Object{o, ObjectInfo{key, info.Size, info.LastModified}}, nil
		}
		err = errors.Join(err, o.Close())
	}
	if absent(err) {
		return Object{}, ErrNoObject
	}
	return Object{}, ErrStorage.Because(err)
}

// absent reports that the store answered, and has no such object.
func absent(err error) bool {
	var r minio.ErrorResponse
	return errors.As(err, &r) && r.Code == minio.NoSuchKey
}

// Delete removes an object.
func (s *S3) Delete(ctx context.Context, key string) error {
	if err := validKey(key); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, transferWithin)
	defer cancel()
	if err := s.client.RemoveObject(ctx, s.bucket, key, minio.RemoveObjectOptions{}); err != nil && !absent(err) {
		return ErrStorage.Because(err)
	}
	return nil
}

// List asks page by page.
func (s *S3) List(ctx context.Context, prefix string, visit func(ObjectInfo) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for o := range s.client.ListObjectsIter(ctx, s.bucket, minio.ListObjectsOptions{Prefix: prefix, Recursive: true}) {
		if o.Err != nil {
			return ErrStorage.Because(o.Err)
		}
		if err := visit(ObjectInfo{o.Key, o.Size, o.LastModified}); err != nil {
			return err
		}
	}
	return nil
}

// Ready reports whether the store answers; a bucket that is missing is made, also when the store came up later than we.
func (s *S3) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	return s.Make(ctx)
}
