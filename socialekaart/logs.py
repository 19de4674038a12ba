"""What a log line may hold: what went wrong and where, never what somebody asked or sent."""

import logging
import re
import traceback

#: A whole web address (a referrer, say), or the query string of a path.
TELLING = re.compile(r"\w+://\S+|\?\S+")
#: The secret of a link that was mailed: what follows the paths of such links, and, for what was
#: typed over with a mistake before it, any long part of a path with what no slug holds.
SECRET = re.compile(
    r"(?<=/uitnodiging/)\S+|(?<=/aanvraag/)\S+|(?<=/klopt-nog/)\S+"
    r"|(?<=/confirm-email/)\S+|(?<=/reset/key/)\S+"
    r"|(?<=/)(?=[^\s/]*[A-Z:%])[^\s/]{20,}"
)


class PlainFormatter(logging.Formatter):
    """Without web addresses, query strings and secrets of links, nor the messages of exceptions.

    A link that works no longer is logged with its path, and might be tried again by who reads that.

    An exception quotes the data it fell over: of a DataError that is what somebody searched for.
    Its type and the lines that led to it say enough to find the fault.
    """

    def formatMessage(self, record):
        message = super().formatMessage(record)
        error = record.exc_info and record.exc_info[1]
        if error and (said := str(error)):
            # Django makes the exception's message the record's own, at times escaped.
            for quoted in (said, said.encode("unicode_escape").decode("ascii")):
                message = message.replace(quoted, type(error).__qualname__)
        return SECRET.sub("…", TELLING.sub("…", message))

    def formatException(self, exc_info):
        chain, error = [], exc_info[1]
        while error is not None and error not in chain:
            chain.append(error)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(
            "".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__
            for error in reversed(chain)
        )
