"""Baseline."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("trimmed", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.String(length=64), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "audit_line",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=True),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_line")),
    )
    with op.batch_alter_table("audit_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_line_subject"), ["subject"], unique=False)

    op.create_table(
        "doomed_key",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_doomed_key")),
    )
    with op.batch_alter_table("doomed_key", schema=None) as batch_op:
        batch_op.create_index("ix_doomed_key_due_at", ["due_at"], unique=False)

    op.create_table(
        "forgotten",
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_forgotten")),
    )
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeat")),
    )
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("key", name=op.f("uq_incident_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_incident_ref")),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=True),
        sa.Column("locale", sa.String(length=20), nullable=True),
        sa.Column("hint", sa.String(length=20), nullable=True),
        sa.Column("consent", sa.Integer(), nullable=True),
        sa.Column("consent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("code_word", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_person_chat_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_person_ref")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_region"), ["region"], unique=False)

    op.create_table(
        "registration",
        sa.Column("request_ref", sa.String(length=16), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("request_ref", name=op.f("pk_registration")),
    )
    op.create_table(
        "seal",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_seal")),
    )
    op.create_table(
        "seen_update",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seen_update")),
    )
    with op.batch_alter_table("seen_update", schema=None) as batch_op:
        batch_op.create_index("ix_seen_update_at", ["at"], unique=False)

    op.create_table(
        "spent",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("full_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", "mark", name=op.f("pk_spent")),
    )
    with op.batch_alter_table("spent", schema=None) as batch_op:
        batch_op.create_index("ix_spent_full_at", ["full_at"], unique=False)

    op.create_table(
        "absence",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.Column("deputy", sa.String(length=40), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id")),
        sa.ForeignKeyConstraint(["substitute_id"], ["person.id"], name=op.f("fk_absence_substitute_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_substitute_id"), ["substitute_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_absence_until"), ["until"], unique=False)

    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=16), nullable=False),
        sa.Column("layer", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("person_id", "about", "layer", name="uq_consent_layer"),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_about"), ["about"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_person_id"), ["person_id"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=True),
        sa.Column("at", sa.String(length=30), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("person_id", "form", name="uq_draft_person_form"),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index("ix_draft_touched", ["touched_at"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_by", sa.Integer(), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id")),
        sa.ForeignKeyConstraint(["used_by"], ["person.id"], name=op.f("fk_invitation_used_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "own_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(length=16), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_own_reminder_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_reminder")),
        sa.UniqueConstraint("person_id", "line", name="uq_own_reminder_line"),
    )
    with op.batch_alter_table("own_reminder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_reminder_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_own_reminder_person_id"), ["person_id"], unique=False)

    op.create_table(
        "profile",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("gender", sa.String(length=10), nullable=True),
        sa.Column("born", sa.Integer(), nullable=True),
        sa.Column("available", sa.Boolean(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("away_from", sa.Date(), nullable=True),
        sa.Column("away_until", sa.Date(), nullable=True),
        sa.Column("certificate_until", sa.Date(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_consent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.Column("culture_marks", sa.JSON(), nullable=False),
        sa.Column("religion_marks", sa.JSON(), nullable=False),
        sa.Column("tie_marks", sa.JSON(), nullable=False),
        sa.Column("file_mark", sa.String(length=40), nullable=True),
        sa.Column("last_job_ended_on", sa.Date(), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_profile_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_profile")),
        sa.UniqueConstraint("file_mark", name=op.f("uq_profile_file_mark")),
    )
    op.create_table(
        "request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("requester_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("ending", sa.String(length=40), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("who", sa.String(length=20), nullable=False),
        sa.Column("variant", sa.String(length=20), nullable=False),
        sa.Column("hours", sa.String(length=20), nullable=False),
        sa.Column("deadline_on", sa.Date(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("compulsory", sa.Boolean(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=True),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.Column("wishes", sa.LargeBinary(), nullable=True),
        sa.Column("bodies", sa.LargeBinary(), nullable=True),
        sa.Column("near", sa.JSON(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due", sa.String(length=30), nullable=True),
        sa.Column("fired_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pauses", sa.JSON(), nullable=True),
        sa.Column("next_wave_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("replaced", sa.Integer(), nullable=False),
        sa.Column("danger", sa.String(length=16), nullable=True),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["about_id"], ["request.id"], name=op.f("fk_request_about_id")),
        sa.ForeignKeyConstraint(["requester_id"], ["person.id"], name=op.f("fk_request_requester_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sa.UniqueConstraint("ref", name=op.f("uq_request_ref")),
    )
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_about_id"), ["about_id"], unique=False)
        batch_op.create_index(
            "ix_request_danger",
            ["id"],
            unique=False,
            sqlite_where=sa.text("danger IS NOT NULL"),
            postgresql_where=sa.text("danger IS NOT NULL"),
        )
        batch_op.create_index("ix_request_due", ["due_at"], unique=False)
        batch_op.create_index("ix_request_next_wave", ["next_wave_at"], unique=False)
        batch_op.create_index("ix_request_region_state", ["region", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_requester_id"), ["requester_id"], unique=False)
        batch_op.create_index(
            "ix_request_wishes",
            ["id"],
            unique=False,
            sqlite_where=sa.text("wishes IS NOT NULL"),
            postgresql_where=sa.text("wishes IS NOT NULL"),
        )

    op.create_table(
        "second_step",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_counter", sa.Integer(), nullable=False),
        sa.Column("tries", sa.JSON(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("open_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_for", sa.String(length=64), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_second_step_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_second_step")),
    )
    op.create_table(
        "asking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consent", sa.Integer(), nullable=True),
        sa.Column("consent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_asking_person_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_asking_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asking")),
        sa.UniqueConstraint("ref", name=op.f("uq_asking_ref")),
        sa.UniqueConstraint("request_id", "person_id", name="uq_asking_person"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_asking_token_hash")),
    )
    with op.batch_alter_table("asking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asking_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_asking_request_id"), ["request_id"], unique=False)

    op.create_table(
        "disagreement",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_disagreement_request_id")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_disagreement")),
    )
    op.create_table(
        "escalation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("region", sa.String(length=40), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("rung_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snoozed", sa.String(length=20), nullable=True),
        sa.Column("note", sa.String(length=20), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("done_at IS NOT NULL OR rung_due_at IS NOT NULL", name="open_is_due"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_escalation_person_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_escalation_request_id")),
        sa.ForeignKeyConstraint(["taken_by"], ["person.id"], name=op.f("fk_escalation_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
        sa.UniqueConstraint("key", name=op.f("uq_escalation_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_escalation_ref")),
    )
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_region"), ["region"], unique=False)
        batch_op.create_index(batch_op.f("ix_escalation_request_id"), ["request_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_escalation_rung_due_at"), ["rung_due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_escalation_taken_by"), ["taken_by"], unique=False)

    op.create_table(
        "guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("word", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("suggested_by", sa.Integer(), nullable=True),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=5), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=True),
        sa.Column("voices", sa.Integer(), nullable=False),
        sa.Column("card_voice", sa.LargeBinary(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_guest_person_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_guest_request_id")),
        sa.ForeignKeyConstraint(["suggested_by"], ["guest.id"], name=op.f("fk_guest_suggested_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest")),
        sa.UniqueConstraint("ref", name=op.f("uq_guest_ref")),
        sa.UniqueConstraint("request_id", "person_id", name="uq_guest_person"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_guest_token_hash")),
    )
    with op.batch_alter_table("guest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guest_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_guest_request_id"), ["request_id"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("coordinator_id", sa.Integer(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_contact_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("meeting_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("venue", sa.LargeBinary(), nullable=True),
        sa.Column("venue_answer", sa.String(length=10), nullable=False),
        sa.Column("pin", sa.LargeBinary(), nullable=True),
        sa.Column("invited", sa.Integer(), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("private_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("private_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("attended", sa.Integer(), nullable=True),
        sa.Column("children", sa.Integer(), nullable=True),
        sa.Column("professionals", sa.Integer(), nullable=True),
        sa.Column("agreements", sa.Integer(), nullable=True),
        sa.Column("by_circle", sa.Integer(), nullable=True),
        sa.Column("acceptance", sa.String(length=20), nullable=True),
        sa.Column("evaluation_on", sa.Date(), nullable=True),
        sa.Column("plan_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("follow_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reached", sa.Integer(), nullable=True),
        sa.Column("band", sa.String(length=10), nullable=True),
        sa.Column("attention", sa.Boolean(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["coordinator_id"], ["person.id"], name=op.f("fk_job_coordinator_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_job_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("ref", name=op.f("uq_job_ref")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_coordinator_id"), ["coordinator_id"], unique=False)
        batch_op.create_index(
            "ix_job_private",
            ["private_from"],
            unique=False,
            sqlite_where=sa.text("private_from IS NOT NULL AND private_until IS NULL"),
            postgresql_where=sa.text("private_from IS NOT NULL AND private_until IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_job_request_id"), ["request_id"], unique=False)
        batch_op.create_index(
            "uq_job_coordinator",
            ["coordinator_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(
            "uq_job_request",
            ["request_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("card", sa.String(length=60), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("nudge", sa.Boolean(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_letter_person_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_letter_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("key", name=op.f("uq_letter_key")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_card"), ["card"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_letter_waiting", ["state", "not_before"], unique=False)

    op.create_table(
        "meeting_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_meeting_day_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_day")),
        sa.UniqueConstraint("ref", name=op.f("uq_meeting_day_ref")),
        sa.UniqueConstraint("request_id", "at", name="uq_meeting_day"),
    )
    with op.batch_alter_table("meeting_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_day_request_id"), ["request_id"], unique=False)

    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("coordinator_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("answered_questions", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["coordinator_id"], ["person.id"], name=op.f("fk_offer_coordinator_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_offer_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("ref", name=op.f("uq_offer_ref")),
        sa.UniqueConstraint("request_id", "coordinator_id", name="uq_offer_request_coordinator"),
    )
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_coordinator_id"), ["coordinator_id"], unique=False)
        batch_op.create_index("ix_offer_expires", ["state", "expires_at"], unique=False)

    op.create_table(
        "plan",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=True),
        sa.Column("agreed", sa.Integer(), nullable=True),
        sa.Column("handed", sa.Integer(), nullable=True),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missed", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_plan_request_id")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_plan")),
    )
    op.create_table(
        "plan_copy",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_copy_person_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_plan_copy_request_id")),
        sa.PrimaryKeyConstraint("request_id", "person_id", name=op.f("pk_plan_copy")),
    )
    op.create_table(
        "plan_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("beside", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_plan_line_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_line")),
        sa.UniqueConstraint("ref", name=op.f("uq_plan_line_ref")),
    )
    with op.batch_alter_table("plan_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_line_request_id"), ["request_id"], unique=False)

    op.create_table(
        "acceptance",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("not_yet", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["guest_id"], ["guest.id"], name=op.f("fk_acceptance_guest_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_acceptance_request_id")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_acceptance")),
    )
    with op.batch_alter_table("acceptance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_acceptance_guest_id"), ["guest_id"], unique=False)

    op.create_table(
        "conditions",
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("complete_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["guest_id"], ["guest.id"], name=op.f("fk_conditions_guest_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_conditions_request_id")),
        sa.PrimaryKeyConstraint("guest_id", name=op.f("pk_conditions")),
    )
    with op.batch_alter_table("conditions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conditions_request_id"), ["request_id"], unique=False)

    op.create_table(
        "practicality",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("word", sa.LargeBinary(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["guest_id"], ["guest.id"], name=op.f("fk_practicality_guest_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_practicality_request_id")),
        sa.PrimaryKeyConstraint("request_id", "what", name=op.f("pk_practicality")),
    )
    with op.batch_alter_table("practicality", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_practicality_guest_id"), ["guest_id"], unique=False)

    op.create_table(
        "preparation_step",
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=30), nullable=False),
        sa.Column("status", sa.String(length=15), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_preparation_step_job_id")),
        sa.PrimaryKeyConstraint("job_id", "step", name=op.f("pk_preparation_step")),
    )
    op.create_table(
        "tapped_face",
        sa.Column("asking_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("face", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["asking_id"], ["asking.id"], name=op.f("fk_tapped_face_asking_id")),
        sa.PrimaryKeyConstraint("asking_id", "number", name=op.f("pk_tapped_face")),
    )
    op.create_table(
        "ticked_day",
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["day_id"], ["meeting_day.id"], name=op.f("fk_ticked_day_day_id")),
        sa.ForeignKeyConstraint(["guest_id"], ["guest.id"], name=op.f("fk_ticked_day_guest_id")),
        sa.PrimaryKeyConstraint("day_id", "guest_id", name=op.f("pk_ticked_day")),
    )


def downgrade() -> None:
    op.drop_table("ticked_day")
    op.drop_table("tapped_face")
    op.drop_table("preparation_step")
    with op.batch_alter_table("practicality", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_practicality_guest_id"))

    op.drop_table("practicality")
    with op.batch_alter_table("conditions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conditions_request_id"))

    op.drop_table("conditions")
    with op.batch_alter_table("acceptance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_acceptance_guest_id"))

    op.drop_table("acceptance")
    with op.batch_alter_table("plan_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_line_request_id"))

    op.drop_table("plan_line")
    op.drop_table("plan_copy")
    op.drop_table("plan")
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.drop_index("ix_offer_expires")
        batch_op.drop_index(batch_op.f("ix_offer_coordinator_id"))

    op.drop_table("offer")
    with op.batch_alter_table("meeting_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_day_request_id"))

    op.drop_table("meeting_day")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_waiting")
        batch_op.drop_index(batch_op.f("ix_letter_person_id"))
        batch_op.drop_index(batch_op.f("ix_letter_card"))

    op.drop_table("letter")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_job_request",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_job_coordinator",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_job_request_id"))
        batch_op.drop_index(
            "ix_job_private",
            sqlite_where=sa.text("private_from IS NOT NULL AND private_until IS NULL"),
            postgresql_where=sa.text("private_from IS NOT NULL AND private_until IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_job_coordinator_id"))

    op.drop_table("job")
    with op.batch_alter_table("guest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guest_request_id"))
        batch_op.drop_index(batch_op.f("ix_guest_person_id"))

    op.drop_table("guest")
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_escalation_taken_by"))
        batch_op.drop_index(batch_op.f("ix_escalation_rung_due_at"))
        batch_op.drop_index(batch_op.f("ix_escalation_request_id"))
        batch_op.drop_index(batch_op.f("ix_escalation_region"))

    op.drop_table("escalation")
    op.drop_table("disagreement")
    with op.batch_alter_table("asking", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asking_request_id"))
        batch_op.drop_index(batch_op.f("ix_asking_person_id"))

    op.drop_table("asking")
    op.drop_table("second_step")
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_request_wishes",
            sqlite_where=sa.text("wishes IS NOT NULL"),
            postgresql_where=sa.text("wishes IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_request_requester_id"))
        batch_op.drop_index("ix_request_region_state")
        batch_op.drop_index("ix_request_next_wave")
        batch_op.drop_index("ix_request_due")
        batch_op.drop_index(
            "ix_request_danger",
            sqlite_where=sa.text("danger IS NOT NULL"),
            postgresql_where=sa.text("danger IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_request_about_id"))

    op.drop_table("request")
    op.drop_table("profile")
    with op.batch_alter_table("own_reminder", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_own_reminder_person_id"))
        batch_op.drop_index(batch_op.f("ix_own_reminder_due_at"))

    op.drop_table("own_reminder")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_person_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index("ix_draft_touched")

    op.drop_table("draft")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_person_id"))
        batch_op.drop_index(batch_op.f("ix_consent_about"))

    op.drop_table("consent")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_until"))
        batch_op.drop_index(batch_op.f("ix_absence_substitute_id"))

    op.drop_table("absence")
    with op.batch_alter_table("spent", schema=None) as batch_op:
        batch_op.drop_index("ix_spent_full_at")

    op.drop_table("spent")
    with op.batch_alter_table("seen_update", schema=None) as batch_op:
        batch_op.drop_index("ix_seen_update_at")

    op.drop_table("seen_update")
    op.drop_table("seal")
    op.drop_table("registration")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_region"))

    op.drop_table("person")
    op.drop_table("lease")
    op.drop_table("incident")
    op.drop_table("heartbeat")
    op.drop_table("forgotten")
    with op.batch_alter_table("doomed_key", schema=None) as batch_op:
        batch_op.drop_index("ix_doomed_key_due_at")

    op.drop_table("doomed_key")
    with op.batch_alter_table("audit_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_line_subject"))

    op.drop_table("audit_line")
    op.drop_table("audit_head")
