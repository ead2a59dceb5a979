from django.db import migrations

from linli.core.crypto import blind_index


def index_telephones(apps, schema_editor):
    """The people in the books are found by their telephones, as new ones are."""
    people = apps.get_model("residents", "Person").objects
    for person in people.only("pk", "phone").iterator(500):
        if person.phone:
            people.filter(pk=person.pk).update(phone_index=blind_index(person.phone, "residents.phone"))


class Migration(migrations.Migration):

    dependencies = [
        ("residents", "0003_trust"),
    ]

    operations = [
        migrations.RunPython(index_telephones, migrations.RunPython.noop, elidable=True),
    ]
