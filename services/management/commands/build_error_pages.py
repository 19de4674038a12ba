from django.core.management.base import BaseCommand

from services import error_pages


class Command(BaseCommand):
    help = "Make the static error pages anew, from the numbers in fixtures/listings.csv."

    def handle(self, **options):
        pages = error_pages.build()
        for path, text in pages.items():
            path.write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(pages)} pages in {error_pages.DIRECTORY}")
