#include "redact/well_known.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "base/text.h"

namespace doctor::redact {

namespace {

using Words = std::unordered_set<std::string_view>;

/// The words of a text that are separated by `separator`.
Words words_of(std::string_view text, char separator) {
  Words out;
  for (const std::string_view word : split(text, separator)) {
    if (!word.empty()) out.insert(word);
  }
  return out;
}

constexpr std::string_view kPrincipals =
    "-|*|?|n/a|none|null|unknown|(null)|<unknown>|system|local system|localsystem|local service|localservice|network "
    "service|networkservice|"
    "anonymous|anonymous logon|everyone|nobody|self|interactive|network|batch|service|dialup|authenticated users|this "
    "organization|restricted|"
    "administrator|administrators|guest|guests|users|power users|backup operators|replicator|remote desktop "
    "users|account operators|"
    "server operators|print operators|network configuration operators|performance monitor users|performance log users|"
    "distributed com users|cryptographic operators|event log readers|certificate service dcom "
    "access|iis_iusrs|iusr|hyper-v administrators|"
    "access control assistance operators|remote management users|system managed accounts group|storage replica "
    "administrators|"
    "device owners|defaultaccount|wdagutilityaccount|krbtgt|domain admins|domain users|domain guests|domain "
    "computers|domain controllers|"
    "enterprise admins|schema admins|cert publishers|group policy creator owners|ras and ias servers|protected "
    "users|key admins|"
    "enterprise key admins|cloneable domain controllers|read-only domain controllers|allowed rodc password replication "
    "group|"
    "denied rodc password replication group|dnsadmins|dnsupdateproxy|trustedinstaller|all application packages|creator "
    "owner|"
    "creator group|owner rights|winrmremotewmiusers__|true|false|nt authority|nt service|nt virtual "
    "machine|builtin|workgroup|font driver host|window manager|iis apppool|"
    "application package authority|mandatory "
    "label|azuread|microsoftaccount|localhost|local|localdomain|localhost.localdomain|dwm-1|dwm-2|dwm-3|dwm-4|"
    "dwm-5|umfd-0|umfd-1|umfd-2|umfd-3|umfd-4|umfd-5|public|default|default user|all "
    "users|internal|external|client|server";

constexpr std::string_view kCommon =
    "a an and any are as at be but by can could did do does for from had has have if in into is it its may more no not "
    "of off on only or "
    "other out over set so some than that the then there this to until up use was were when where which who will with "
    "without yes you your "
    "about after all allow allowed already also application applications archive archived area array attempt attribute "
    "audit auth "
    "authentication authority authorities authorization auto automatic available back backup base basic batch begin "
    "binary block boot "
    "broker browser build bus byte ca cache call cancel cas case cert certificate certificates certification certs "
    "certsrv certsvc chain "
    "change changed channel check cipher ciphers class classic client clients clock close code com comm command common "
    "communications "
    "communicator complete completed computer computers config configuration connect connected connection console "
    "contact content context "
    "control core count country create created critical crl crls crypto cryptographic current daily data database date "
    "days debug default "
    "delete denied department deploy descr description desktop detail details dev device digital dir directory "
    "disabled discover disk "
    "display division dll dns doc docs document documents domain domains down download driver drivers drive edge email "
    "enable enabled end "
    "endpoint enroll enrollment enterprise entity entry error errors event events exchange exe expired export external "
    "fabric failed "
    "failure fax fe file files filter first flags folder folders format found frontend front full function gateway "
    "general global group "
    "groups guest handle handshake hash hashes head health help high history home host hosts hour hours http https "
    "identity iis image import in "
    "inbound incident inc index info information init input install installation installed installer instance intel "
    "interface intermediate "
    "internal internet invalid issue issued issuer issuing item items job june january february march april july "
    "august september october "
    "november december key keys kernel language last latest layer legacy level library limited link linux list "
    "listener live load local "
    "location lock locked log logon logoff logs low ltd lync machine mail mailbox main maintenance manage management "
    "manager managed manual master max "
    "media meet meeting member memory message messages method microsoft min minutes mobile mode model module monday "
    "monitor month move "
    "msi mssql multi my name names net netlogon network new next node none normal note notice ntp number object "
    "objects ocsp of office offline "
    "old online open operating operation operational operations option options order organization other outbound "
    "output owner package "
    "packages page panel param parent part partner password path pending permission person phone ping pki platform "
    "plugin point policies policy "
    "pool pools pop port portal ports power pre primary print printer printers printing private privilege process "
    "processes product "
    "production profile program programs project properties property protection protocol provider providers proxy "
    "public query queue quorum read ready "
    "reboot receive received record records recovery refused region registry reject release reload remote remove "
    "replica replicator report "
    "request required reset resource response restart restore result retry review revocation role roles root rooms "
    "route router routing rsa "
    "rtc rule run running runtime safe sample samples scan scanned schannel schedule scheduled schema script search "
    "second secondary secure "
    "security select send sent server servers service services session sessions settings setup sha share shared shell "
    "short signature "
    "signed signing simple single sip site size skype small smtp software source special sql ssl staging standard "
    "start started starting "
    "state static status stop stopped stopping storage store string sub subject success suite support switch sync "
    "system systems table "
    "target task tasks team teams temp template terminal test tester testing text thread threads tier time timeout tls "
    "token tool tools "
    "total trace track true false trust trusted trustedinstaller type ui unit unknown unreachable unsigned update "
    "updated updates upgrade uri url "
    "usage user username users utility valid value vendor verify version video view virtual vm volume wait waiting "
    "warning was web website "
    "weekly win window windows winlogon wireless work worker workgroup workstation world write xml year zone admin "
    "admins administrator announced "
    "administrators anonymous blind healthy beside undecided evtx reg cer crt pem der p7b csv json jsonl txt zip csr "
    "pfx exported logfile "
    "capi2 lsa ldap ldaps kerberos ntlm rdp negotiate schannel directaccess activation redmond washington corporation "
    "corp company "
    "gmbh llc plc limited holdings authority trustcenter primary class services certificat zertifikat stelle sample "
    "example "
    "edge1 edge2 replication corpus tmp var usr opt etc mnt media export exports winevt system32 syswow64 "
    "sysvol wbem x86 x64 amd64 en us de md5 sha1 sha256 sha512 sha384 md2 md4 aes des ecc ecdsa dsa g1 g2 g3 r1 r2 r3 "
    "v1 v2 v3";

constexpr std::string_view kLabels =
    "www www1 www2 pki crl crl1 crl2 crls crt cert certs certenroll ocsp aia cdp ca ldap ldaps sip sips sipint "
    "sipinternal sipexternal lyncdiscover "
    "lyncdiscoverinternal lyncweb lyncwebint lyncwebext webint webext web webconf av wac owa dialin meet admin "
    "ucupdates-r2 autodiscover mail "
    "smtp imap pop ntp time dns proxy wpad ftp vpn rdp gateway gc kdc _msdcs dc domains forestdnszones domaindnszones "
    "ds ntds isatap "
    "scheduler officewebapps adfs sts fs enterpriseregistration enterpriseenrollment localhost localdomain";

constexpr std::string_view kPublic =
    "com net org edu gov mil int biz info eu asia name pro online cloud tech site shop dev app "
    "ac ad ae af ag ai al am ao aq ar at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf "
    "cg ch ci ck cl cm "
    "cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn "
    "gp gq gr gt gu gw "
    "gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr "
    "ls lt lu lv ly ma "
    "mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg "
    "ph pk pl pm pn pr "
    "pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn sr st su sv sx sy sz tc td tf tg th tj tk tl tm tn "
    "to tr tt tv tw tz "
    "ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

constexpr std::string_view kPrivate =
    "local lan internal intern intranet intra corp home localdomain private domain test example invalid priv ad dmz "
    "loc arpa root";

constexpr std::string_view kSecond = "co com org net ac gov edu or ne go gv";

// Vendors: their hosts are in every log. Public certification authorities: CRL and OCSP addresses. What looks like a domain and is not.
constexpr std::string_view kDomains =
    "microsoft.com windowsupdate.com windows.com windows.net msn.com live.com msftncsi.com msftconnecttest.com "
    "office.com office365.com "
    "office.net microsoftonline.com skype.com lync.com live.net s-microsoft.com azure.com azureedge.net msocsp.com "
    "bing.com "
    "verisign.com verisign.net symantec.com symcb.com symcd.com thawte.com geotrust.com digicert.com digicert.cn "
    "globalsign.com globalsign.net "
    "entrust.net comodoca.com comodo.net sectigo.com usertrust.com godaddy.com starfieldtech.com letsencrypt.org "
    "lencr.org identrust.com "
    "omniroot.com cybertrust.com quovadisglobal.com swisssign.net telesec.de startssl.com ws.symantec.com "
    "public-trust.com "
    "google.com adobe.com apple.com mozilla.org w3.org xmlsoap.org schemas.xmlsoap.org openssl.org rfc-editor.org "
    "ietf.org "
    "system.net microsoft.net asp.net ado.net vb.net command.com mode.com more.com tree.com format.com chcp.com "
    "rtc.com "
    "in-addr.arpa ip6.arpa root-servers.net";

constexpr std::string_view kVendors =
    "microsoft |digicert|verisign|globalsign|geotrust|thawte|baltimore "
    "cybertrust|cybertrust|entrust|comodo|sectigo|usertrust|utn-userfirst|"
    "addtrust|go daddy|godaddy|starfield|let's encrypt|isrg |dst root|symantec|quovadis|startcom|equifax|rapidssl|gte "
    "cybertrust|"
    "amazon root|communications server|microsoft|identrust|swisssign|trustcenter|ncipher dse|class 3 public primary|nt "
    "authority";

constexpr std::string_view kFiles =
    "exe dll sys config cfg xml log txt dat db bin ini inf cat mum manifest msi msp msu cab zip tmp bak old ps1 psm1 "
    "psd1 psc1 bat cmd vbs "
    "js jse wsf hta htm html asp aspx asmx svc ashx css png jpg gif ico jpeg bmp mof mfl evtx etl evt reg pol adm admx "
    "adml cer crt crl pem "
    "der pfx p7b p12 csr key pdb lib obj ocx cpl scr drv efi mui nls ttf fon chm hlp lnk url job csv json doc docx xls "
    "xlsx ppt pptx pdf "
    "rtf rll tlb ax com1 wim esd vhd vhdx iso ost pst edb chk jrs blf regtrans-ms";

// Services by their key names (what rules compare, and what else Lync brings along), and products.
constexpr std::string_view kPhrases =
    "certsvc|ocspsvc|fabrichostsvc|replica|master|fta|lyncbackup|rtcsrv|rtcdatamcu|rtcimmcu|rtcasmcu|rtcavmcu|"
    "rtcmedsrv|rtcmrauth|rtcats|"
    "rtcxmpptgw|rtccaa|rtccas|rtccps|rtcha|rtcrgs|rtcpdpauth|rtcpdpcore|rtcdataproxy|rtcclsagt|rtclog|"
    "mssql$rtc|mssql$rtclocal|mssql$lynclocal|sqlagent$rtc|sqlagent$rtclocal|sqlagent$lynclocal|sqlbrowser|mssqlserver|"
    "sqlexpress|"
    "rtclocal|lynclocal|"
    "skype for business|lync server|microsoft lync|office communications server|active directory|windows fabric|sql "
    "server|"
    "remote desktop services|internet information services|network policy server|windows server|exchange server|office "
    "web apps";

constexpr std::string_view kPaths =
    "hklm hkcu hkcr hku hkcc registry machine system software security sam hardware bcd00000000 components drivers "
    "control "
    "currentcontrolset classes policies microsoft windows system32 syswow64 sysvol winsxs system32 inf temp tmp users "
    "program programs "
    "programdata appdata bin lib config data logs ipc device global globalroot basenamedobjects rpc pipe mup unc "
    "dosdevices "
    "root cimv2 wmi default acpi pci pciide pcmcia usb usbstor usbprint hid hidclass hdaudio intelaudio scsi ide sw "
    "swd display monitor "
    "storage bth bthenum bthle bthledevice umb htree lptenum fdc serenum v1394 sbp2 vmbus tsusb ahcix64 iscsiprt sas "
    "sata nvme mf "
    "lsa nt builtin authority service apppool workgroup identity manager";

constexpr std::string_view kInstances =
    "rtc rtclocal lynclocal rtcdyn rtcxds rtcab rtcshared rtcprov xds lis mgc mgccomp cpsdyn rgsconfig rgsdyn lcslog "
    "lcscdr qoemetrics "
    "sqlexpress mssqlserver";

const std::string& common_text() {
  static const std::string text = " " + std::string(kCommon) + " ";
  return text;
}

}  // namespace

bool is_kept_principal(std::string_view name) {
  static const Words words = words_of(kPrincipals, '|');
  return name.empty() || words.contains(name);
}

bool is_common_word(std::string_view word) {
  static const Words words = words_of(kCommon, ' ');
  return words.contains(word);
}

bool is_inside_common_word(std::string_view part) {
  return part.find(' ') == std::string_view::npos && common_text().find(part) != std::string::npos;
}

std::vector<PhrasePlace> kept_phrases_with(std::string_view part) {
  static const std::vector<std::string_view> phrases = split(kPhrases, '|');
  std::vector<PhrasePlace> out;
  for (const std::string_view phrase : phrases) {
    for (std::size_t at = phrase.find(part); at != std::string_view::npos; at = phrase.find(part, at + 1))
      out.push_back({phrase, at});
  }
  return out;
}

bool is_path_word(std::string_view word) {
  static const Words words = words_of(kPaths, ' ');
  return words.contains(word);
}

bool is_instance_name(std::string_view name) {
  static const Words words = words_of(kInstances, ' ');
  return words.contains(name);
}

bool is_kept_label(std::string_view label) {
  static const Words words = words_of(kLabels, ' ');
  return label.starts_with('_') || label == "*" || words.contains(label);
}

bool is_public_ending(std::string_view label) {
  static const Words words = words_of(kPublic, ' ');
  return words.contains(label);
}

bool is_private_ending(std::string_view label) {
  static const Words words = words_of(kPrivate, ' ');
  return words.contains(label);
}

bool is_second_level(std::string_view label) {
  static const Words words = words_of(kSecond, ' ');
  return words.contains(label);
}

bool is_public_domain(std::string_view domain) {
  static const Words words = words_of(kDomains, ' ');
  return words.contains(domain);
}

bool is_public_subject(std::string_view text) {
  static const auto vendors = split(kVendors, '|');
  return std::any_of(vendors.begin(), vendors.end(),
                     [&](std::string_view v) { return starts_with_ignore_case(text, v); });
}

bool is_file_ending(std::string_view label) {
  static const Words words = words_of(kFiles, ' ');
  return words.contains(label);
}

}  // namespace doctor::redact
