/**
 * Domains that anyone can have an address at, so that they say nothing about a company (CG-120): the providers with the most users,
 * worldwide and by country. National editions of one brand are written out.
 */
const freeMail = new Set(
  `gmail.com googlemail.com
  outlook.com outlook.de outlook.fr outlook.es outlook.it outlook.jp outlook.com.br hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.es hotmail.it
  live.com live.co.uk live.fr live.de live.nl live.ca live.com.au msn.com passport.com
  yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.es yahoo.it yahoo.ca yahoo.co.in yahoo.in yahoo.com.br yahoo.com.au yahoo.com.mx yahoo.co.jp ymail.com rocketmail.com
  aol.com aim.com icloud.com me.com mac.com
  proton.me protonmail.com protonmail.ch pm.me tutanota.com tuta.io tuta.com fastmail.com fastmail.fm hushmail.com hey.com zoho.com zohomail.com mail.com email.com
  gmx.com gmx.net gmx.de gmx.at gmx.ch web.de t-online.de freenet.de arcor.de posteo.de mailbox.org bluewin.ch
  orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr libero.it virgilio.it tiscali.it alice.it tin.it terra.es
  mail.ru inbox.ru list.ru bk.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz abv.bg
  qq.com 163.com 126.com sina.com sina.cn foxmail.com yeah.net naver.com daum.net hanmail.net rediffmail.com
  uol.com.br bol.com.br terra.com.br ig.com.br btinternet.com btopenworld.com virginmedia.com sky.com talktalk.net ntlworld.com blueyonder.co.uk
  comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com optonline.net roadrunner.com
  rogers.com shaw.ca sympatico.ca telus.net bigpond.com bigpond.net.au optusnet.com.au xtra.co.nz telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl home.nl`.split(
    /\s+/,
  ),
)

/** Whether a domain (lower case) is one that anyone can have an address at. */
export const isFreeMail = (domain: string): boolean => freeMail.has(domain)
