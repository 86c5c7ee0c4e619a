"""All that was there when the first appeal could be made, at once: one by one took ten seconds."""

import bookmarks.models.bookmark
import bookmarks.models.bulk
import bookmarks.models.byte_ordered
import bookmarks.models.importing
import bookmarks.models.link
import bookmarks.models.picture
import bookmarks.models.search
import bookmarks.models.sharing
import bookmarks.models.sorting
import bookmarks.models.transfer
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.lookups
import taggit.managers
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


GROUP = "Moderators"
PERMISSIONS = [
    ("bookmarks", "moderationentry", "moderate", "Can decide reports"),
    ("bookmarks", "moderationentry", "view_moderationentry", "Can view moderation entry"),
    ("bookmarks", "report", "view_report", "Can view report"),
    ("bookmarks", "bookmark", "view_bookmark", "Can view bookmark"),
    ("bookmarks", "collection", "view_collection", "Can view collection"),
    ("bookmarks", "link", "view_link", "Can view link"),
    ("bookmarks", "tag", "view_tag", "Can view tag"),
    ("accounts", "user", "view_user", "Can view person"),
]


def make_moderators(apps: StateApps, editor: BaseDatabaseSchemaEditor | None) -> None:
    """Safe to repeat. Makes the permissions itself: Django does so only after all migrations."""
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    for app, model, codename, name in PERMISSIONS:
        content_type, _ = content_types.get_or_create(app_label=app, model=model)
        permission, _ = permissions.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        group.permissions.add(permission)


def drop_moderators(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name=GROUP).delete()


# Words come cut and folded: the tokenizer only parts them at spaces. A document's rank counts a
# word of the title ten times as much as one of the address.
SQLITE = [
    """
    CREATE VIRTUAL TABLE bookmarks_search USING fts5(
        bookmark_id UNINDEXED, title, note, excerpt, about, rest,
        tokenize = "ascii tokenchars '+#@&=%/^.:_-'"
    )
    """,
    """
    INSERT INTO bookmarks_search (bookmarks_search, rank)
    VALUES ('rank', 'bm25(0.0, 10.0, 3.0, 2.0, 5.0, 1.0)')
    """,
]
POSTGRES = [
    """
    CREATE TABLE bookmarks_search (
        rowid bigint PRIMARY KEY,
        bookmark_id bigint NOT NULL UNIQUE REFERENCES bookmarks_bookmark (id) ON DELETE CASCADE,
        bookmarks_search tsvector NOT NULL
    )
    """,
    "CREATE INDEX bookmarks_search_words ON bookmarks_search USING gin (bookmarks_search)",
    # Without many words in its statistics, the planner takes each unknown word for a common one.
    "ALTER TABLE bookmarks_search ALTER COLUMN bookmarks_search SET STATISTICS 1000",
]


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRES if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("DROP TABLE bookmarks_search")


class Migration(migrations.Migration):
    replaces = [
        ("bookmarks", "0001_initial"),
        ("bookmarks", "0002_moderation"),
        ("bookmarks", "0003_moderators"),
        ("bookmarks", "0004_tallies"),
        ("bookmarks", "0005_revisions"),
        ("bookmarks", "0006_link_health"),
        ("bookmarks", "0007_first_checks"),
        ("bookmarks", "0008_link_text"),
        ("bookmarks", "0009_search"),
        ("bookmarks", "0010_given_up"),
        ("bookmarks", "0011_pictures"),
        ("bookmarks", "0012_imports"),
        ("bookmarks", "0013_sort_titles"),
        ("bookmarks", "0014_tag_tallies"),
        ("bookmarks", "0015_bulk"),
        ("bookmarks", "0016_tag_aliases"),
        ("bookmarks", "0017_smart_collections"),
        ("bookmarks", "0018_quick_tallies"),
        ("bookmarks", "0019_spelling"),
        ("bookmarks", "0020_link_keys"),
        ("bookmarks", "0021_via"),
        ("bookmarks", "0022_follow_tags"),
        ("bookmarks", "0023_notices"),
        ("bookmarks", "0024_discovery"),
        ("bookmarks", "0025_copies"),
        ("bookmarks", "0026_following_mark"),
        ("bookmarks", "0027_announcements"),
        ("bookmarks", "0028_mutes"),
        ("bookmarks", "0029_popular_since"),
        ("bookmarks", "0030_together"),
        ("bookmarks", "0031_sent"),
        ("bookmarks", "0032_appeals"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Collection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                (
                    "slug",
                    models.CharField(
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*\\Z", "Use a–z, 0–9 and -."
                            )
                        ],
                        verbose_name="address",
                    ),
                ),
                (
                    "description",
                    models.TextField(blank=True, max_length=5000, verbose_name="description"),
                ),
                ("icon", models.CharField(blank=True, max_length=16, verbose_name="icon")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("unlisted", "Anyone with its address"),
                            ("private", "Its members"),
                        ],
                        default="public",
                        max_length=8,
                        verbose_name="who sees it",
                    ),
                ),
                (
                    "is_on_profile",
                    models.BooleanField(default=True, verbose_name="listed on my page"),
                ),
                (
                    "default_view",
                    models.CharField(
                        choices=[
                            ("list", "List"),
                            ("cards", "Cards"),
                            ("headlines", "Headlines"),
                            ("moodboard", "Moodboard"),
                        ],
                        default="list",
                        max_length=9,
                        verbose_name="view",
                    ),
                ),
                (
                    "default_sort",
                    models.CharField(
                        choices=[
                            ("newest", "Newest"),
                            ("oldest", "Oldest"),
                            ("a-z", "A–Z"),
                            ("z-a", "Z–A"),
                            ("custom", "Custom order"),
                        ],
                        default="newest",
                        max_length=6,
                        verbose_name="sort",
                    ),
                ),
                ("hidden_fields", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField(verbose_name="made")),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
                (
                    "hidden_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="hidden by moderation since"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="collections",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="children",
                        to="bookmarks.collection",
                    ),
                ),
                ("query", models.CharField(blank=True, max_length=1000, verbose_name="search")),
            ],
            options={
                "verbose_name": "collection",
                "verbose_name_plural": "collections",
                "indexes": [
                    models.Index(
                        condition=models.Q(("query", ""), _negated=True),
                        fields=["owner"],
                        name="collection_smart",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "slug"),
                        name="a_collection_address_once_a_person",
                        violation_error_message="You have a collection at this address already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="collection_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="no_collection_inside_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "unlisted", "private"])),
                        name="collection_audience_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("query", ""),
                            models.Q(("default_sort", "custom"), _negated=True),
                            _connector="OR",
                        ),
                        name="no_custom_order_of_what_is_found",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowingMark",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="following_mark",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("saved_at", models.DateTimeField()),
                ("bookmark_id", models.BigIntegerField()),
                ("marked_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "seen up to",
            },
        ),
        migrations.CreateModel(
            name="Pace",
            fields=[
                (
                    "host",
                    models.CharField(
                        max_length=255, primary_key=True, serialize=False, verbose_name="site"
                    ),
                ),
                ("next_at", models.DateTimeField(db_index=True, verbose_name="free from")),
                ("line_at", models.DateTimeField(verbose_name="promised until")),
            ],
            options={
                "verbose_name": "pace",
            },
        ),
        migrations.CreateModel(
            name="PersonTally",
            fields=[
                (
                    "owner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="tally",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("kept", models.IntegerField(default=0)),
                ("listed", models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="PictureFiles",
            fields=[
                (
                    "key",
                    models.CharField(
                        default=bookmarks.models.picture.new_key,
                        max_length=32,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kept_until", models.DateTimeField(db_index=True, verbose_name="kept until")),
            ],
        ),
        migrations.CreateModel(
            name="Announcement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(max_length=100)),
                ("revision", models.BigIntegerField(db_index=True)),
                ("announced_at", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DataExport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=bookmarks.models.transfer.new_export_key,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("ready", "Ready"), ("failed", "Failed")],
                        default="waiting",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("file", models.FileField(blank=True, upload_to="exports/", verbose_name="file")),
                ("requested_at", models.DateTimeField(verbose_name="asked for")),
                ("ready_at", models.DateTimeField(null=True, verbose_name="ready")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "data export",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("person",),
                        name="one_export_waits_a_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="digests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "day"), name="one_digest_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("since__lt", models.F("until"))),
                        name="a_digest_tells_of_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MailChoice",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="mail_choice",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "moderation",
                    models.BooleanField(
                        default=True, verbose_name="What moderators decided about my things"
                    ),
                ),
                (
                    "invitation",
                    models.BooleanField(default=True, verbose_name="Invitations to collections"),
                ),
                ("sent", models.BooleanField(default=True, verbose_name="What somebody sends me")),
                ("follower", models.BooleanField(default=False, verbose_name="New followers")),
                (
                    "saved",
                    models.BooleanField(default=False, verbose_name="Somebody saved from me"),
                ),
                (
                    "digest",
                    models.CharField(
                        choices=[
                            ("off", "Never"),
                            ("daily", "Every day"),
                            ("weekly", "Every Monday"),
                        ],
                        default="off",
                        max_length=6,
                        verbose_name="What I follow, in one mail",
                    ),
                ),
                ("digest_due_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("digest_due_at__isnull", False)),
                        fields=["digest_due_at"],
                        name="digest_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("digest__in", ["off", "daily", "weekly"])),
                        name="digest_choice_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("digest", "off"), ("digest_due_at__isnull", True)),
                            models.Q(
                                models.Q(("digest", "off"), _negated=True),
                                ("digest_due_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_digest_has_its_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("changes", models.BigIntegerField(default=0)),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SearchChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("bookmark", "Bookmark"), ("link", "Link"), ("tag", "Tag")],
                        max_length=8,
                    ),
                ),
                ("target_id", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "target_id"], name="search_change_target")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["bookmark", "link", "tag"])),
                        name="search_change_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Spelling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=24)),
                ("word", models.CharField(max_length=24)),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("owner__isnull", True)),
                        fields=("key", "word"),
                        name="everybodys_word_has_a_key_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("owner__isnull", False)),
                        fields=("owner", "key", "word"),
                        name="ones_own_word_has_a_key_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255, unique=True, verbose_name="name")),
                (
                    "slug",
                    bookmarks.models.byte_ordered.ByteOrderedField(
                        editable=False, max_length=765, unique=True, verbose_name="folded name"
                    ),
                ),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.StrIndex(
                                    django.db.models.functions.text.Concat(
                                        models.Value("/"),
                                        models.F("slug"),
                                        models.Value("/"),
                                        output_field=models.TextField(),
                                    ),
                                    models.Value("/./"),
                                ),
                                0,
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.StrIndex(
                                    django.db.models.functions.text.Concat(
                                        models.Value("/"),
                                        models.F("slug"),
                                        models.Value("/"),
                                        output_field=models.TextField(),
                                    ),
                                    models.Value("/../"),
                                ),
                                0,
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.StrIndex(
                                    django.db.models.functions.text.Concat(
                                        models.Value("/"),
                                        models.F("slug"),
                                        models.Value("/"),
                                        output_field=models.TextField(),
                                    ),
                                    models.Value("//"),
                                ),
                                0,
                            ),
                        ),
                        name="a_tag_has_an_address",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("cover", "Cover"), ("favicon", "Icon")],
                        max_length=7,
                        verbose_name="role",
                    ),
                ),
                ("url", models.CharField(max_length=2048, verbose_name="address")),
                ("host", models.CharField(max_length=255, verbose_name="site")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("ok", "Kept"),
                            ("unfit", "None for us"),
                            ("error", "Could not be fetched"),
                        ],
                        default="waiting",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("width", models.PositiveSmallIntegerField(default=0, verbose_name="width")),
                ("height", models.PositiveSmallIntegerField(default=0, verbose_name="height")),
                ("digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                (
                    "is_awaited",
                    models.BooleanField(default=False, verbose_name="somebody waits for it"),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("claim", models.UUIDField(blank=True, editable=False, null=True)),
                ("claimed_until", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "fetched_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last fetched"),
                ),
                ("wanted_at", models.DateTimeField(verbose_name="wanted")),
                (
                    "files",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="picture",
                        to="bookmarks.picturefiles",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture",
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["due_at", "id"],
                        name="picture_due",
                    ),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False), ("is_awaited", True)),
                        fields=["due_at", "id"],
                        name="picture_awaited",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("url", "role"), name="a_picture_an_address_and_role"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["cover", "favicon"])),
                        name="picture_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "ok", "unfit", "error"])),
                        name="picture_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ok"), _negated=True),
                            ("files__isnull", False),
                            _connector="OR",
                        ),
                        name="a_kept_picture_has_files",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("worked_at", models.DateTimeField(editable=False, null=True)),
                (
                    "key",
                    models.CharField(
                        default=bookmarks.models.bulk.new_change_key,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ready", "Waiting for you to confirm"),
                            ("running", "Being changed"),
                            ("done", "Done"),
                            ("undoing", "Being undone"),
                            ("undone", "Undone"),
                        ],
                        default="ready",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("requested_at", models.DateTimeField(verbose_name="asked for")),
                ("begun_at", models.DateTimeField(null=True, verbose_name="begun")),
                ("origin", models.CharField(blank=True, max_length=4096)),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("tag", "Add tags"),
                            ("untag", "Remove tags"),
                            ("add", "Add to a collection"),
                            ("move", "Move to a collection"),
                            ("remove", "Take out of this collection"),
                            ("audience", "Change who sees them"),
                            ("to-read", "Mark as to read"),
                            ("read", "Mark as read"),
                            ("favorite", "Mark as favourite"),
                            ("unfavorite", "Unmark as favourite"),
                            ("trash", "Move to the trash"),
                            ("restore", "Restore from the trash"),
                            ("delete", "Delete for good"),
                            ("merge", "Merge duplicates"),
                            ("retag", "Rename tags"),
                            ("drop-tags", "Delete tags"),
                            ("copy", "Copy to mine"),
                        ],
                        max_length=10,
                        verbose_name="action",
                    ),
                ),
                ("tags", models.JSONField(blank=True, default=list)),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "Everyone"),
                            ("collections", "Those who may open one of its collections"),
                            ("private", "Only me"),
                        ],
                        max_length=12,
                    ),
                ),
                ("sources", models.JSONField(blank=True, null=True)),
                ("about", models.CharField(blank=True, max_length=500)),
                ("found", models.PositiveIntegerField(default=0, verbose_name="chosen")),
                ("same", models.PositiveIntegerField(default=0, verbose_name="already so")),
                ("others", models.PositiveIntegerField(default=0, verbose_name="of others")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="changed")),
                ("restored", models.PositiveIntegerField(default=0, verbose_name="restored")),
                (
                    "left",
                    models.PositiveIntegerField(
                        default=0, verbose_name="left, for they were changed since"
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="bookmarks.collection",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bulk_changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "change of many bookmarks",
                "indexes": [
                    models.Index(fields=["person", "-requested_at", "-id"], name="bulk_newest"),
                    models.Index(fields=["requested_at"], name="bulk_oldest"),
                    models.Index(
                        condition=models.Q(("state__in", ["running", "undoing"])),
                        fields=["worked_at"],
                        name="bulk_at_work",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["ready", "running", "done", "undoing", "undone"])
                        ),
                        name="bulk_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("audience__in", ["", "public", "collections", "private"])
                        ),
                        name="bulk_audience_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "action__in",
                                [
                                    "tag",
                                    "untag",
                                    "add",
                                    "move",
                                    "remove",
                                    "audience",
                                    "to-read",
                                    "read",
                                    "favorite",
                                    "unfavorite",
                                    "trash",
                                    "restore",
                                    "delete",
                                    "merge",
                                    "retag",
                                    "drop-tags",
                                    "copy",
                                ],
                            )
                        ),
                        name="bulk_action_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CollectionMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("editor", "May add and order"), ("viewer", "May look")],
                        default="viewer",
                        max_length=6,
                        verbose_name="role",
                    ),
                ),
                ("added_at", models.DateTimeField()),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="bookmarks.collection",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "member",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "collection"), name="one_membership_a_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["editor", "viewer"])),
                        name="member_role_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CollectionTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kept", models.IntegerField(default=0)),
                ("shared", models.IntegerField(default=0)),
                (
                    "collection",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="bookmarks.collection",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collection", "owner"), name="one_tally_a_collection_and_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=80)),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="bookmarks.collection",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "slug"), name="a_former_address_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=bookmarks.models.importing.new_import_key,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                ("file", models.FileField(blank=True, upload_to="imports/", verbose_name="file")),
                (
                    "name",
                    models.CharField(blank=True, max_length=200, verbose_name="name of the file"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "Being looked through"),
                            ("ready", "Waiting for your choice"),
                            ("running", "Being imported"),
                            ("done", "Imported"),
                            ("undoing", "Being undone"),
                            ("undone", "Undone"),
                            ("failed", "Could not be read"),
                        ],
                        default="checking",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("requested_at", models.DateTimeField(verbose_name="begun")),
                ("found", models.PositiveIntegerField(default=0, verbose_name="entries")),
                ("new", models.PositiveIntegerField(default=0, verbose_name="new")),
                ("known", models.PositiveIntegerField(default=0, verbose_name="already there")),
                ("refused", models.PositiveIntegerField(default=0, verbose_name="refused")),
                ("folders", models.PositiveIntegerField(default=0, verbose_name="folders")),
                ("sample", models.JSONField(blank=True, default=list)),
                ("makes_collections", models.BooleanField(default=True)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("collections", "Those who may open one of its collections"),
                            ("private", "Only me"),
                            ("file", ""),
                        ],
                        default="private",
                        max_length=12,
                    ),
                ),
                ("tags", models.JSONField(blank=True, default=list)),
                ("position", models.PositiveIntegerField(default=0)),
                ("saved", models.PositiveIntegerField(default=0, verbose_name="saved")),
                ("worked_at", models.DateTimeField(editable=False, null=True)),
                (
                    "collection",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="bookmarks.collection",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "indexes": [
                    models.Index(fields=["person", "-requested_at"], name="import_newest"),
                    models.Index(
                        condition=models.Q(("state__in", ["checking", "running", "undoing"])),
                        fields=["worked_at"],
                        name="import_at_work",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("audience__in", ["public", "collections", "private", "file"])
                        ),
                        name="import_audience_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "checking",
                                    "ready",
                                    "running",
                                    "done",
                                    "undoing",
                                    "undone",
                                    "failed",
                                ],
                            )
                        ),
                        name="import_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=bookmarks.models.sharing.new_key,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("editor", "May add and order"),
                            ("viewer", "May look"),
                            ("owner", "Owns it from then on"),
                        ],
                        default="viewer",
                        max_length=6,
                        verbose_name="role",
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="mail address"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for an answer"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("revoked", "taken back"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="bookmarks.collection",
                    ),
                ),
                (
                    "inviter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations_made",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False), ("state", "waiting")),
                        fields=("collection", "person"),
                        name="one_invitation_waits_for_a_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state", "waiting"), models.Q(("email", ""), _negated=True)
                        ),
                        fields=("collection", "email"),
                        name="one_invitation_waits_for_an_address",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("email", ""), ("person__isnull", True), ("state", "waiting")
                        ),
                        fields=("collection", "role"),
                        name="one_link_a_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", True), ("email", ""), _connector="OR"
                        ),
                        name="an_invitation_goes_one_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["editor", "viewer"]),
                            models.Q(("person__isnull", False), ("role", "owner")),
                            _connector="OR",
                        ),
                        name="only_a_person_is_made_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "accepted", "declined", "revoked"])
                        ),
                        name="invitation_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("host", models.CharField(blank=True, max_length=255, verbose_name="site")),
                ("created_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mutes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="muted_by",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="muted_by",
                        to="bookmarks.tag",
                    ),
                ),
            ],
            options={
                "verbose_name": "mute",
                "indexes": [models.Index(fields=["owner", "-id"], name="mute_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "person"), name="a_person_is_muted_once"
                    ),
                    models.UniqueConstraint(fields=("owner", "tag"), name="a_tag_is_muted_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("host", ""), _negated=True),
                        fields=("owner", "host"),
                        name="a_site_is_muted_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("host", ""), ("person__isnull", False), ("tag__isnull", True)
                            ),
                            models.Q(
                                ("host", ""), ("person__isnull", True), ("tag__isnull", False)
                            ),
                            models.Q(
                                ("person__isnull", True),
                                ("tag__isnull", True),
                                models.Q(("host", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_mute_is_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", True),
                            models.Q(("person", models.F("owner")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_mutes_themselves",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "collection",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to="bookmarks.collection",
                    ),
                ),
                (
                    "follower",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "muted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="muted since"),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to="bookmarks.tag",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow",
                "indexes": [models.Index(fields=["follower", "-id"], name="follow_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("follower", "collection"), name="a_collection_is_followed_once"
                    ),
                    models.UniqueConstraint(
                        fields=("follower", "person"), name="a_person_is_followed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", True),
                            models.Q(("person", models.F("follower")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_follows_themselves",
                    ),
                    models.UniqueConstraint(
                        fields=("follower", "tag"), name="a_tag_is_followed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("collection__isnull", False),
                                ("person__isnull", True),
                                ("tag__isnull", True),
                            ),
                            models.Q(
                                ("collection__isnull", True),
                                ("person__isnull", False),
                                ("tag__isnull", True),
                            ),
                            models.Q(
                                ("collection__isnull", True),
                                ("person__isnull", True),
                                ("tag__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_follow_is_of_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TagAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255, verbose_name="name")),
                (
                    "slug",
                    bookmarks.models.byte_ordered.ByteOrderedField(
                        editable=False, max_length=765, verbose_name="folded name"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tag_aliases",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="bookmarks.tag",
                        verbose_name="stands for",
                    ),
                ),
            ],
            options={
                "verbose_name": "alias of a tag",
                "verbose_name_plural": "aliases of tags",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("person", "slug"),
                        name="an_alias_means_one_tag_to_a_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person", None)),
                        fields=("slug",),
                        name="an_alias_means_one_tag_to_all",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TagTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", bookmarks.models.byte_ordered.ByteOrderedField(max_length=765)),
                ("kept", models.IntegerField(default=0)),
                ("listed", models.IntegerField(default=0)),
                ("latest", models.BigIntegerField(default=0)),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tag_tallies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="bookmarks.tag",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["owner", "path", "id"], name="tag_tally_path"),
                    models.Index(fields=["tag"], name="tag_tally_tag"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "tag"), name="one_tally_a_tag_and_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RankedCollection",
            fields=[
                (
                    "collection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="rank",
                        serialize=False,
                        to="bookmarks.collection",
                    ),
                ),
                ("active_at", models.DateTimeField()),
                ("newest", models.BigIntegerField(default=0)),
                ("followers", models.PositiveIntegerField(default=0)),
                ("words", models.CharField(max_length=360)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-active_at", "-collection"], name="collections_active"),
                    models.Index(fields=["-followers", "-collection"], name="collections_followed"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.CharField(max_length=2048, unique=True, verbose_name="address")),
                ("host", models.CharField(db_index=True, max_length=255, verbose_name="site")),
                ("title", models.CharField(blank=True, max_length=500, verbose_name="title")),
                ("excerpt", models.CharField(blank=True, max_length=500, verbose_name="excerpt")),
                (
                    "site_name",
                    models.CharField(blank=True, max_length=200, verbose_name="name of the site"),
                ),
                ("author", models.CharField(blank=True, max_length=200, verbose_name="author")),
                ("language", models.CharField(blank=True, max_length=35, verbose_name="language")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("article", "Article"),
                            ("video", "Video"),
                            ("image", "Image"),
                            ("audio", "Audio"),
                            ("document", "Document"),
                            ("book", "Book"),
                            ("link", "Link"),
                        ],
                        default="link",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="published"),
                ),
                (
                    "canonical_url",
                    models.CharField(blank=True, max_length=2048, verbose_name="canonical address"),
                ),
                ("cover_url", models.CharField(blank=True, max_length=2048, verbose_name="cover")),
                ("favicon_url", models.CharField(blank=True, max_length=2048, verbose_name="icon")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting to be read"),
                            ("ok", "Read"),
                            ("partial", "Read in part"),
                            ("blocked", "Not open to us"),
                            ("challenge", "Behind a check for robots"),
                            ("gone", "Gone"),
                            ("error", "Could not be read"),
                        ],
                        default="queued",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("claim", models.UUIDField(blank=True, editable=False, null=True)),
                ("claimed_until", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "fetched_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last read"),
                ),
                ("created_at", models.DateTimeField(verbose_name="first saved")),
                (
                    "broken_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="broken since"),
                ),
                (
                    "cause",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("look-up", "Name not looked up"),
                            ("no-name", "No such name"),
                            ("no-answer", "No answer in time"),
                            ("connection", "No connection"),
                            ("insecure", "No secure connection"),
                            ("refused", "Not on the public web"),
                            ("nonsense", "Not understood"),
                            ("reading", "Too hard to read"),
                            ("status", "Refused by the site"),
                            ("challenge", "Check for robots"),
                            ("ours", "Our own mistake"),
                        ],
                        max_length=10,
                        verbose_name="cause",
                    ),
                ),
                ("check_at", models.DateTimeField(blank=True, null=True, verbose_name="next look")),
                ("etag", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "failing_since",
                    models.DateTimeField(blank=True, null=True, verbose_name="failing since"),
                ),
                (
                    "failures",
                    models.PositiveSmallIntegerField(default=0, verbose_name="failed looks"),
                ),
                (
                    "gave_up_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="given up"),
                ),
                (
                    "is_awaited",
                    models.BooleanField(default=False, verbose_name="somebody waits for it"),
                ),
                ("last_modified", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "moved_to",
                    models.CharField(blank=True, max_length=2048, verbose_name="moved to"),
                ),
                (
                    "cover",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="cover_of",
                        to="bookmarks.picture",
                    ),
                ),
                (
                    "favicon",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="favicon_of",
                        to="bookmarks.picture",
                    ),
                ),
                ("key", bookmarks.models.link.AddressKeyField(unique=True)),
            ],
            options={
                "verbose_name": "link",
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["due_at", "id"],
                        name="link_due",
                    ),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False), ("is_awaited", True)),
                        fields=["due_at", "id"],
                        name="link_awaited",
                    ),
                    models.Index(
                        condition=models.Q(("check_at__isnull", False)),
                        fields=["check_at", "id"],
                        name="link_check",
                    ),
                    models.Index(
                        condition=models.Q(("gave_up_at__isnull", False)),
                        fields=["-gave_up_at", "-id"],
                        name="link_given_up",
                    ),
                    models.Index(
                        condition=models.Q(("broken_at__isnull", False)),
                        fields=["broken_at"],
                        name="link_broken",
                    ),
                    models.Index(
                        condition=models.Q(
                            models.Q(("cover__isnull", True), ("cover_url__gt", "")),
                            models.Q(("favicon__isnull", True), ("favicon_url__gt", "")),
                            _connector="OR",
                        ),
                        fields=["id"],
                        name="link_lacks_a_picture",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("url", ""), _negated=True), name="link_has_an_address"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url__startswith", "https://"),
                            ("url__startswith", "http://"),
                            _connector="OR",
                        ),
                        name="link_is_a_web_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedCollection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="bookmarks.collection",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="made",
                        to="bookmarks.import",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportRefusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="line")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="address")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="refusals",
                        to="bookmarks.import",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["source", "line"], name="import_refusals")],
            },
        ),
        migrations.CreateModel(
            name="BulkPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("ids", models.JSONField()),
                ("before", models.JSONField(null=True)),
                (
                    "change",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="bookmarks.bulkchange",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("change", "number"), name="one_part_a_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=bookmarks.models.bookmark.new_key,
                        editable=False,
                        max_length=11,
                        unique=True,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=500, verbose_name="title")),
                ("note", models.TextField(blank=True, max_length=100000, verbose_name="note")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("collections", "Those who may open one of its collections"),
                            ("private", "Only me"),
                        ],
                        default="public",
                        max_length=12,
                        verbose_name="who sees it",
                    ),
                ),
                ("is_favorite", models.BooleanField(default=False, verbose_name="favourite")),
                ("is_to_read", models.BooleanField(default=False, verbose_name="to read")),
                ("saved_at", models.DateTimeField(verbose_name="saved")),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
                (
                    "trashed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="in the trash since"),
                ),
                (
                    "hidden_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="hidden by moderation since"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bookmarks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookmarks",
                        to="bookmarks.link",
                    ),
                ),
                (
                    "reach",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(
                                models.Q(
                                    ("trashed_at__isnull", False),
                                    ("hidden_at__isnull", False),
                                    _connector="OR",
                                ),
                                then=0,
                            ),
                            models.When(audience="public", then=2),
                            models.When(audience="collections", then=1),
                            default=0,
                        ),
                        output_field=models.PositiveSmallIntegerField(
                            choices=[
                                (0, "its owner"),
                                (1, "those who may open one of its collections"),
                                (2, "everyone"),
                            ]
                        ),
                    ),
                ),
                ("sort_title", bookmarks.models.sorting.SortTitleField()),
                (
                    "via",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="bookmarks.bookmark",
                    ),
                ),
            ],
            options={
                "verbose_name": "bookmark",
                "verbose_name_plural": "bookmarks",
                "indexes": [
                    models.Index(
                        fields=["owner", "-saved_at", "-id"], name="bookmark_owner_newest"
                    ),
                    models.Index(
                        condition=models.Q(("trashed_at__isnull", False)),
                        fields=["owner", "-trashed_at"],
                        name="bookmark_trash",
                    ),
                    models.Index(fields=["owner", "sort_title", "id"], name="bookmark_owner_a_z"),
                    models.Index(
                        condition=models.Q(("reach", 2)),
                        fields=["owner", "-saved_at", "-id"],
                        name="bookmark_listed_newest",
                    ),
                    models.Index(
                        condition=models.Q(("reach", 2)),
                        fields=["owner", "sort_title", "id"],
                        name="bookmark_listed_a_z",
                    ),
                    models.Index(fields=["link", "-id"], name="bookmark_of_link"),
                    models.Index(
                        condition=models.Q(("reach", 2), models.Q(("note", ""), _negated=True)),
                        fields=["link", "-id"],
                        name="bookmark_note_of_link",
                    ),
                    models.Index(
                        condition=models.Q(("via__isnull", False)),
                        fields=["via"],
                        name="bookmark_via",
                    ),
                    models.Index(
                        condition=models.Q(("reach", 2)),
                        fields=["saved_at"],
                        name="bookmark_lately",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "link"), name="a_person_saves_a_link_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "collections", "private"])),
                        name="bookmark_audience_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkText",
            fields=[
                (
                    "link",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="main_text",
                        serialize=False,
                        to="bookmarks.link",
                        verbose_name="link",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
            ],
            options={
                "verbose_name": "text of a page",
            },
        ),
        migrations.CreateModel(
            name="GivenUpLink",
            fields=[],
            options={
                "verbose_name": "link that was given up",
                "verbose_name_plural": "links that were given up",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("bookmarks.link",),
        ),
        migrations.CreateModel(
            name="PopularLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("month", "Month"),
                            ("year", "Year"),
                        ],
                        max_length=5,
                    ),
                ),
                ("people", models.PositiveIntegerField()),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="bookmarks.link",
                    ),
                ),
                ("since", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["period", "-people", "-link"], name="popular_first")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("period", "link"), name="a_link_once_a_period"),
                    models.CheckConstraint(
                        condition=models.Q(("period__in", ["day", "week", "month", "year"])),
                        name="period_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Doubled",
            fields=[
                (
                    "bookmark",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="bookmarks.bookmark",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CollectionEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("joined", "joined"),
                            ("left", "left"),
                            ("removed", "was removed"),
                            ("owner", "became the owner"),
                            ("added", "added"),
                        ],
                        max_length=7,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "bookmark",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="bookmarks.bookmark",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="bookmarks.collection",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["collection", "-id"], name="event_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bookmark__isnull", False), ("kind", "added")),
                            models.Q(
                                ("bookmark__isnull", True),
                                ("kind__in", ["joined", "left", "removed", "owner"]),
                            ),
                            _connector="OR",
                        ),
                        name="what_was_added_is_named",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CollectionItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.BigIntegerField()),
                ("saved_at", models.DateTimeField()),
                ("added_at", models.DateTimeField()),
                (
                    "bookmark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="bookmarks.bookmark",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="bookmarks.collection",
                    ),
                ),
                ("sort_title", bookmarks.models.sorting.SortTitleField()),
            ],
            options={
                "verbose_name": "place in a collection",
                "indexes": [
                    models.Index(
                        fields=["collection", "-saved_at", "-bookmark"], name="item_newest"
                    ),
                    models.Index(
                        fields=["collection", "-position", "-bookmark"], name="item_custom"
                    ),
                    models.Index(fields=["collection", "sort_title", "bookmark"], name="item_a_z"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collection", "bookmark"), name="a_bookmark_once_a_collection"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ModerationEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("dismiss", "dismissed the report"),
                            ("hide", "hid"),
                            ("suspend", "suspended"),
                            ("undo", "undid"),
                            ("uphold", "upheld on appeal"),
                        ],
                        max_length=16,
                        verbose_name="action",
                    ),
                ),
                ("subject", models.CharField(max_length=300, verbose_name="about")),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="reason")),
                ("created_at", models.DateTimeField(verbose_name="when")),
                (
                    "bookmark",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="bookmarks.bookmark",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="bookmarks.collection",
                    ),
                ),
                (
                    "moderator",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="moderation_entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="bookmarks.moderationentry",
                    ),
                ),
            ],
            options={
                "verbose_name": "moderation entry",
                "verbose_name_plural": "moderation log",
                "permissions": [("moderate", "Can decide reports")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", "undo"), ("undoes__isnull", False)),
                            models.Q(
                                models.Q(("action", "undo"), _negated=True),
                                ("undoes__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="an_undo_names_what_it_undoes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("action__in", ["dismiss", "hide", "suspend", "undo", "uphold"])
                        ),
                        name="moderation_action_known",
                    ),
                ],
            },
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="SearchRow",
                    fields=[
                        (
                            "place",
                            models.BigIntegerField(
                                db_column="rowid", primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "document",
                            bookmarks.models.search.SearchField(db_column="bookmarks_search"),
                        ),
                        (
                            "bookmark",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="bookmarks.bookmark",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "bookmarks_search",
                    },
                ),
            ],
            database_operations=[migrations.RunPython(make, drop)],
        ),
        migrations.CreateModel(
            name="Sent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("message", models.TextField(blank=True, max_length=500, verbose_name="message")),
                ("sent_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "bookmark",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="bookmarks.bookmark",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bookmarks.link",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="received",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sent",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "sent link",
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=["recipient", "-id"],
                        name="inbox_newest",
                    ),
                    models.Index(fields=["sender", "sent_at"], name="sent_by_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("sender", "recipient", "link"),
                        name="a_link_waits_once_in_an_inbox",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sender", models.F("recipient")), _negated=True),
                        name="nobody_sends_to_themselves",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tagging",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(
                        db_column="bookmark_id",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taggings",
                        to="bookmarks.bookmark",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taggings",
                        to="bookmarks.tag",
                    ),
                ),
            ],
            options={
                "verbose_name": "tagging",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tag", "content_object"), name="one_use_a_bookmark"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedBookmark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_new", models.BooleanField()),
                (
                    "bookmark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="bookmarks.bookmark",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="bookmarks.collectionitem",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imported",
                        to="bookmarks.import",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="why it is wrong")),
                ("created_at", models.DateTimeField(verbose_name="when")),
                (
                    "answer",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered_appeal",
                        to="bookmarks.moderationentry",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal",
                        to="bookmarks.moderationentry",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appeals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "appeal",
                "verbose_name_plural": "appeals",
                "indexes": [
                    models.Index(
                        condition=models.Q(("answer__isnull", True)),
                        fields=["created_at"],
                        name="appeal_queue",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("entry", models.F("answer")), _negated=True),
                        name="no_decision_answers_itself",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("created_at", models.DateTimeField(verbose_name="when")),
                ("read_at", models.DateTimeField(null=True, verbose_name="read")),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="bookmarks.moderationentry",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "bookmark",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="bookmarks.bookmark",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="bookmarks.collection",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("moderation", "what moderators decided"),
                            ("follower", "a new follower"),
                            ("invitation", "an invitation"),
                            ("sent", "something sent to me"),
                            ("saved", "somebody saved from me"),
                        ],
                        default="moderation",
                        max_length=10,
                    ),
                ),
                ("mail_due_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "notice",
                "indexes": [
                    models.Index(fields=["recipient", "-created_at"], name="notice_newest"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["recipient"],
                        name="notice_unread",
                    ),
                    models.Index(
                        condition=models.Q(("mail_due_at__isnull", False)),
                        fields=["mail_due_at"],
                        name="notice_mail_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recipient", "entry"), name="one_notice_an_entry"
                    ),
                    models.UniqueConstraint(
                        models.F("recipient"),
                        models.F("kind"),
                        models.F("actor"),
                        django.db.models.functions.comparison.Coalesce("collection", 0),
                        django.db.models.functions.comparison.Coalesce("bookmark", 0),
                        condition=models.Q(("kind", "moderation"), _negated=True),
                        name="what_somebody_did_is_told_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("actor__isnull", True),
                                ("entry__isnull", False),
                                ("kind", "moderation"),
                            ),
                            models.Q(
                                ("kind__in", ["follower", "invitation", "sent", "saved"]),
                                ("actor__isnull", False),
                                ("entry__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_notice_is_of_an_entry_or_an_actor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("spam", "Spam"),
                            ("scam", "Scam or phishing"),
                            ("malware", "Malware"),
                            ("illegal", "Against the law"),
                            ("harassment", "Harassment"),
                            ("sexual", "Sexual content"),
                            ("off-topic", "Wrong tag"),
                            ("copyright", "Copyright"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                ("created_at", models.DateTimeField(verbose_name="reported")),
                (
                    "bookmark",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="bookmarks.bookmark",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="bookmarks.collection",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="bookmarks.moderationentry",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "indexes": [
                    models.Index(
                        condition=models.Q(("entry__isnull", True)),
                        fields=["created_at"],
                        name="report_queue",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reporter", "bookmark", "reason"),
                        name="a_bookmark_is_reported_once",
                    ),
                    models.UniqueConstraint(
                        fields=("reporter", "collection", "reason"),
                        name="a_collection_is_reported_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bookmark__isnull", True),
                            ("collection__isnull", True),
                            _connector="XOR",
                        ),
                        name="a_report_is_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    "spam",
                                    "scam",
                                    "malware",
                                    "illegal",
                                    "harassment",
                                    "sexual",
                                    "off-topic",
                                    "copyright",
                                    "other",
                                ],
                            )
                        ),
                        name="report_reason_known",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="bookmark",
            name="collections",
            field=models.ManyToManyField(
                related_name="bookmarks",
                through="bookmarks.CollectionItem",
                to="bookmarks.collection",
            ),
        ),
        migrations.AddField(
            model_name="bookmark",
            name="tags",
            field=taggit.managers.TaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="bookmarks.Tagging",
                to="bookmarks.Tag",
                verbose_name="Tags",
            ),
        ),
        migrations.AddField(
            model_name="collection",
            name="people",
            field=models.ManyToManyField(
                related_name="shared_collections",
                through="bookmarks.CollectionMember",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        # Only in Django's mind, which is to join it from the left: the column stays NOT NULL.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="moderationentry",
                    name="moderator",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="moderation_entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ]
        ),
        migrations.RunPython(make_moderators, drop_moderators),
    ]
