import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { Organisation } from "../../api/contract.gen";
import { organisationQuery, organisationsQuery } from "../../api/queries";
import { useMe } from "../../app/session";
import { useI18n } from "../../i18n";
import { Button, ButtonLink } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { ProblemNotice } from "../../kit/notice";
import { Loading, More, Page, Wait } from "../../kit/page";
import { SearchBox, useParam } from "../../kit/search";

function Row({ one }: { one: Organisation }) {
  const { t, number, pick } = useI18n();
  // Where it hangs, so that namesakes can be told apart; not the root, which all share.
  const above = one.ancestors?.slice(1).map((ancestor) => ancestor.name).join(" › ");
  return (
    <li>
      <Link href={`/organisations/${one.id}`} className="row-link">
        <span className="row-text">
          <span className="row-title">{pick(one.name, one.name_en)}</span>
          <span className="fine">
            {[one.code, above, one.children_count ? t("organisations.children-count", { n: Number(one.children_count) }) : ""]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
        {one.children_count ? <span className="hidden">{number(one.children_count)}</span> : null}
        <Icon name="arrow" />
      </Link>
    </li>
  );
}

function List({ filter, empty }: { filter: Parameters<typeof organisationsQuery>[0]; empty: string }) {
  const list = useInfiniteQuery(organisationsQuery(filter));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isError) return <ProblemNotice error={list.error} retry={() => void list.refetch()} />;
  if (list.isPending) return <Loading lines={6} />;
  if (items.length === 0) return <p className="empty">{empty}</p>;
  return (
    <>
      <ul className="rows">
        {items.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </ul>
      <More list={list} />
    </>
  );
}

function Breadcrumb({ one }: { one: Organisation }) {
  const { t, pick } = useI18n();
  return (
    <nav aria-label={t("organisations.breadcrumb")} className="breadcrumb">
      <ol>
        {one.ancestors?.map((ancestor) => (
          <li key={ancestor.id}>
            <Link href={`/organisations/${ancestor.id}`}>{ancestor.name}</Link>
          </li>
        ))}
        <li aria-current="page">{pick(one.name, one.name_en)}</li>
      </ol>
    </nav>
  );
}

export default function Organisations({ id }: { id?: string | undefined }) {
  const me = useMe();
  const { t, pick } = useI18n();
  const [q, setQ] = useParam("q");
  const organisation = useQuery(organisationQuery(id ?? me.organisation.id));
  return (
    <Page
      title={t("organisations.title")}
      aboutText={organisation.data?.name}
      actions={<ButtonLink to={`/progress?organisation=${id ?? me.organisation.id}`}>{t("organisations.progress")}</ButtonLink>}
    >
      <SearchBox label={t("organisations.search")} value={q} onSearch={setQ} />
      {q !== "" ? (
        <section aria-labelledby="found">
          <h2 id="found">{t("organisations.results", { q })}</h2>
          <List filter={{ q }} empty={t("organisations.no-results")} />
          <p>
            <Button onClick={() => setQ("")}>{t("organisations.clear")}</Button>
          </p>
        </section>
      ) : (
        <Wait query={organisation} lines={6}>
          {(one) => (
            <>
              <Breadcrumb one={one} />
              <h2>{pick(one.name, one.name_en)}</h2>
              <dl className="facts">
                <div>
                  <dt>{t("organisations.code")}</dt>
                  <dd>{one.code}</dd>
                </div>
                <div>
                  <dt>{t("organisations.level")}</dt>
                  <dd>{t(`level.${one.level}`)}</dd>
                </div>
              </dl>
              <h3>{t("organisations.children")}</h3>
              <List filter={{ parent_id: one.id }} empty={t("organisations.none")} />
            </>
          )}
        </Wait>
      )}
    </Page>
  );
}
