"""Words of the core, written by setup/lib/catalogue_words.py."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WORDS = (
    _lt('The same shipment came before in another file, on %(date)s.'),
    _lt('Nothing to do: the first file counts.'),
    _lt('This file is larger than %(limit)s, the most that is taken in.'),
    _lt('Ask the seller for smaller files, or have the limit raised.'),
    _lt('This archive unpacks to far more than its size; it was not opened.'),
    _lt('Unpack it yourself if you trust the sender, and upload the files.'),
    _lt('This archive holds %(count)s files, more than the %(limit)s that are opened. None of them was taken in.'),
    _lt('Pack them into smaller archives, or upload the files themselves.'),
    _lt('The archive %(name)s is damaged, empty or protected by a password.'),
    _lt('Ask for it again, or upload the files in it one by one.'),
    _lt('Reading this file was started %(count)s times and never finished.'),
    _lt('Press «Read again». If that fails too, send the file to your IT people.'),
    _lt('The program failed on this file (%(reason)s). The file is kept.'),
    _lt('The file cannot be opened: %(reason)s'),
    _lt('Check the name and the rights of the file.'),
    _lt('This is a table. The checker reads EPCIS files and X12 ship notices.'),
    _lt('Import it in Odoo, where somebody says what its columns mean.'),
    _lt('The file %(name)s in the archive is damaged or protected by a password.'),
    _lt('It was left out. Ask for it again; the others were taken in.'),
    _lt('The file %(name)s in the archive was made by a desktop system.'),
    _lt('It was left out: it holds no data. Nothing to do.'),
    _lt('The server had no room to keep the file %(name)s: nothing of it is here.'),
    _lt('Tell whoever runs the server that a disk is full, then upload the file again.'),
    _lt('This answer is no JSON file that can be read.'),
    _lt('Ask the seller to answer by plain mail or to send the file again.'),
    _lt('This message lacks or misuses: %(place)s.'),
    _lt('Ask the seller to answer by plain mail or to send a corrected file.'),
    _lt('This is a report of a discrepancy, not an answer to one of yours.'),
    _lt('Read it as a message of the seller and answer by mail or telephone.'),
    _lt('This answers case %(case)s, which was not opened here.'),
    _lt('Look whether it was meant for another pharmacy, and tell the seller.'),
)
