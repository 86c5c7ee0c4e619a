"""Where pictures lie, from one variable."""

import pytest

from linkshare.kit.object_storage import origins_of, storage_from


def test_without_an_address_it_is_a_folder():
    assert storage_from("") == {"BACKEND": "django.core.files.storage.FileSystemStorage"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "s3://key:se%2Fcret@objects.example:9000/covers/of/here?region=eu",
            {
                "endpoint_url": "https://objects.example:9000",
                "bucket_name": "covers",
                "location": "of/here",
                "access_key": "key",
                "secret_key": "se/cret",
                "region_name": "eu",
            },
        ),
        ("s3://k:s@10.0.0.5/b?insecure=1", {"endpoint_url": "http://10.0.0.5", "location": ""}),
        ("s3:///b", {"endpoint_url": None, "access_key": None, "bucket_name": "b"}),
    ],
)
def test_a_bucket_is_named_by_one_address(url, expected):
    options = storage_from(url)["OPTIONS"]
    assert {name: options[name] for name in expected} == expected
    assert "immutable" in options["object_parameters"]["CacheControl"]


@pytest.mark.parametrize(
    "url", ["/a/folder", "http://objects.example/b", "s3://host", "s3://host/b?acl=public", "s3:"]
)
def test_what_names_no_bucket_is_refused(url):
    with pytest.raises(ValueError, match="s3://key:secret@host/bucket"):
        storage_from(url)


@pytest.mark.parametrize(
    ("url", "origins"),
    [
        ("media/", []),
        ("/media/", []),
        ("https://cdn.example:8443/covers/", ["https://cdn.example:8443"]),
    ],
)
def test_the_content_policy_names_what_serves_the_bucket(url, origins):
    assert origins_of(url) == origins
