"""The first tables: conversations, enquiries, messages, flags, bookings, outbox, staff and the history."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BigKey = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = (
    "flags",
    "deliveries",
    "outbox",
    "messages",
    "bookings",
    "audit",
    "enquiries",
    "staff",
    "conversations",
)


def instant() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def upgrade() -> None:
    _conversations()
    _staff()
    _enquiries()
    _audit()
    _bookings()
    _messages()
    _outbox()
    _deliveries()
    _flags()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("created_at", instant(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("erased_at", instant(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("failed_count", sa.Integer(), nullable=False),
        sa.Column("locked_until", instant(), nullable=True),
        sa.Column("one_time_hash", sa.String(length=64), nullable=True),
        sa.Column("one_time_until", instant(), nullable=True),
        sa.Column("created_at", instant(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("login"),
        sa.UniqueConstraint("one_time_hash"),
    )


def _enquiries() -> None:
    op.create_table(
        "enquiries",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=False),
        sa.Column("safety", sa.String(length=16), nullable=False),
        sa.Column("safety_turns", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("asked", sa.String(length=64), nullable=True),
        sa.Column("due_at", instant(), nullable=True),
        sa.Column("opened_at", instant(), nullable=False),
        sa.Column("closed_at", instant(), nullable=True),
        sa.Column("last_patient_at", instant(), nullable=True),
        sa.Column("announced", sa.JSON(), nullable=False),
        sa.Column("advice", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("assigned_to", sa.String(length=64), nullable=True),
        sa.Column("erased_at", instant(), nullable=True),
        sa.Column("erased_messages", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_enquiries_conversation_id", "enquiries", ["conversation_id"], unique=False)
    op.create_index("ix_enquiries_status", "enquiries", ["status"], unique=False)


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("enquiry_id", sa.String(length=16), nullable=True),
        sa.Column("at", instant(), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiries.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_audit_enquiry_id", "audit", ["enquiry_id"], unique=False)


def _bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("enquiry_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("site", sa.String(length=64), nullable=True),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("starts_at", instant(), nullable=False),
        sa.Column("ends_at", instant(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("booked_at", instant(), nullable=False),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiries.id"]),
        sa.PrimaryKeyConstraint("reference"),
    )
    op.create_index("ix_bookings_enquiry_id", "bookings", ["enquiry_id"], unique=False)
    op.create_index(
        "uq_bookings_person_start",
        "bookings",
        ["person", "starts_at"],
        unique=True,
        sqlite_where=sa.text("status = 'booked'"),
        postgresql_where=sa.text("status = 'booked'"),
    )


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("enquiry_id", sa.String(length=16), nullable=False),
        sa.Column("at", instant(), nullable=False),
        sa.Column("sender", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("buttons", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("client_id", sa.String(length=120), nullable=True),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("handled_at", instant(), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"]),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiries.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("conversation_id", "client_id", name="uq_messages_client_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_messages_conversation", "messages", ["conversation_id", "id"], unique=False)
    op.create_index("ix_messages_enquiry_id", "messages", ["enquiry_id"], unique=False)


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("enquiry_id", sa.String(length=16), nullable=False),
        sa.Column("dedupe_key", sa.String(length=120), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", instant(), nullable=False),
        sa.Column("not_before", instant(), nullable=False),
        sa.Column("claimed_until", instant(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("delivered_at", instant(), nullable=True),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiries.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("dedupe_key"),
    )
    op.create_index("ix_outbox_enquiry_id", "outbox", ["enquiry_id"], unique=False)
    op.create_index("ix_outbox_not_before", "outbox", ["not_before"], unique=False)


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("outbox_id", BigKey, nullable=False),
        sa.Column("route", sa.String(length=64), nullable=False),
        sa.Column("at", instant(), nullable=False),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("outbox_id", "route"),
    )


def _flags() -> None:
    op.create_table(
        "flags",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("enquiry_id", sa.String(length=16), nullable=False),
        sa.Column("message_id", BigKey, nullable=False),
        sa.Column("flag_id", sa.String(length=64), nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", instant(), nullable=True),
        sa.Column("closed_at", instant(), nullable=True),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiries.id"]),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("enquiry_id", "flag_id", "message_id", name="uq_flags_once_a_message"),
    )
