// The GLSL of the scenes: one surface program with procedural materials, a sky, and the film.
const head = `#version 300 es
precision highp float; precision highp int; precision highp sampler2DShadow;`;
export const noise = `
uint hu(uint x){x^=x>>16;x*=0x7feb352du;x^=x>>15;x*=0x846ca68bu;x^=x>>16;return x;}
float h2(ivec2 p){return float(hu(uint(p.x)*1597334677u^hu(uint(p.y)+374761393u))>>8)/16777216.;}
float vn(vec2 p){ivec2 i=ivec2(floor(p));vec2 f=fract(p);f=f*f*(3.-2.*f);
 return mix(mix(h2(i),h2(i+ivec2(1,0)),f.x),mix(h2(i+ivec2(0,1)),h2(i+ivec2(1,1)),f.x),f.y);}
float fbm(vec2 p){float s=0.,a=.5;for(int i=0;i<4;i++){s+=a*vn(p);p=mat2(1.6,1.2,-1.2,1.6)*p;a*=.5;}return s;}
vec2 cell(vec2 p){ivec2 i=ivec2(floor(p));float a=9.,b=9.;for(int y=-1;y<2;y++)for(int x=-1;x<2;x++){ivec2 c=i+ivec2(x,y);
 vec2 q=vec2(c)+.15+.7*vec2(h2(c),h2(c+57));float d=length(q-p);if(d<a){b=a;a=d;}else if(d<b)b=d;}return vec2(a,b);}`;
const skyFn = `
uniform vec3 skyTop,skyLow,sunCol,sunAt;uniform float cloud,night;
vec3 sky(vec3 d){float y=max(d.y,0.);vec3 c=mix(skyLow,skyTop,pow(y,.55));
 float s=max(dot(d,sunAt),0.);c+=sunCol*(.10*pow(s,6.)+.25*pow(s,60.))*(1.-.8*cloud);
 vec2 q=d.xz/(y+.18)*1.3;float k=fbm(q+fbm(q*1.7)*.7);float m=smoothstep(.75-.45*cloud,1.05-.35*cloud,k+.18)*smoothstep(.0,.25,y);
 return mix(c,mix(skyLow*1.18,skyTop*.8+sunCol*.06,.25+.3*k),m*.85);}`;
export const vertex =
  head +
  `
layout(location=0) in vec3 p;layout(location=1) in vec3 n;layout(location=2) in vec3 c;layout(location=3) in vec2 u;layout(location=4) in float m;
uniform mat4 view;out vec3 P,N,C;out vec2 U;flat out int M;invariant gl_Position;
void main(){P=p;N=n;C=c;U=u;M=int(m+.5);gl_Position=view*vec4(p,1.);}`;
export const depthVertex =
  head +
  `
layout(location=0) in vec3 p;layout(location=4) in float m;uniform mat4 view;invariant gl_Position;void main(){gl_Position=view*vec4(p,1.);if(m>4.5&&m<5.5||m>6.5&&m<7.5)gl_Position.z=-2.*gl_Position.w;}`;
export const depthFragment = head + `void main(){}`;
export const skyVertex =
  head + `out vec2 Q;void main(){vec2 p=vec2(gl_VertexID&1,gl_VertexID>>1)*4.-1.;Q=p;gl_Position=vec4(p,.99999,1.);}`;
export const skyFragment =
  head +
  noise +
  skyFn +
  `
in vec2 Q;uniform mat4 inv;uniform vec3 eye;out vec4 o;void main(){vec4 a=inv*vec4(Q,1.,1.);o=vec4(sky(normalize(a.xyz/a.w-eye)),1.);}`;
export const fragment =
  head +
  noise +
  skyFn +
  `
in vec3 P,N,C;in vec2 U;flat in int M;out vec4 o;
uniform vec3 eye,sunDir[4],skyDir[4],skyL[4],bounce,fogCol;uniform float fog,wet,clipY,seed;uniform mat4 sunM[4],skyM[4];uniform sampler2DShadow sunS,skyS;
uniform sampler2D atlas,mirror;uniform vec2 res;uniform vec4 lampP[6];uniform vec4 lampC[6];uniform int lampN;
float shade(sampler2DShadow s,mat4 m,vec3 p,int k){vec4 q=m*vec4(p,1.);vec3 t=q.xyz*.5+.5;if(any(lessThan(t,vec3(0)))||any(greaterThan(t,vec3(1))))return 1.;
 t.xy=t.xy*.5+.5*vec2(k&1,k>>1);return texture(s,t);}
vec3 bump(vec3 n,float h){vec3 x=dFdx(P),y=dFdy(P),r1=cross(y,n),r2=cross(n,x);float d=dot(x,r1);vec3 g=sign(d)*(dFdx(h)*r1+dFdy(h)*r2);return normalize(abs(d)*n-g+n*1e-9);}
float line(float x,float w){float f=fract(x);return smoothstep(0.,w,f)*smoothstep(0.,w,1.-f);}
void main(){
 if(clipY>-90.&&P.y<clipY+.01)discard;
 vec3 V=normalize(eye-P),n=normalize(N);if(dot(n,V)<0.)n=-n;vec3 a=C;float spec=0.,gloss=20.,refl=0.,h=0.,bumpK=0.;vec3 emit=vec3(0);bool leaf=false;
 vec2 w=abs(n.y)>.6?P.xz:vec2(P.x*n.z-P.z*n.x,P.y);float f=fbm(w*1.1),g=vn(w*38.);
 for(int z=int(M==0);z>0;z--){a*=.93+.1*f+.04*g;}
 for(int z=int(M==1);z>0;z--){vec2 q=U/vec2(.25,.075);q.x+=.5*mod(floor(q.y),2.);float k=line(q.x,.08)*line(q.y,.2);float r=h2(ivec2(floor(q)));a=mix(C*1.05+vec3(.09),C*(.72+.5*r),k)*(.82+.32*f);h=k*.006;bumpK=1.;}
 for(int z=int(M==2);z>0;z--){vec2 q=U/.3;float k=line(q.x,.04)*line(q.y,.04);a=mix(C*.62,C*(.93+.1*h2(ivec2(floor(q)))),k)*(.88+.2*f);h=k*.002;bumpK=1.;spec=.25;gloss=50.;}
 for(int z=int(M==3||M==19);z>0;z--){float s=vn(w*90.);a*=.72+.3*f+.28*s+.12*vn(w*25.);float cr=abs(fbm(w*.55)-.5);a*=mix(.62,1.,smoothstep(.0,.006+.004*g,cr));a*=.9+.2*smoothstep(.4,.6,fbm(w*.17+9.));h=s*.004;bumpK=1.;
  if(M==19){float k=smoothstep(.50-.25*wet,.58-.22*wet,1.-fbm(w*.42+3.));a*=mix(.72,.42,k);refl=mix(.10,.65,k);bumpK=1.-k;}}
 for(int z=int(M==4);z>0;z--){float b=fbm(w*3.);a*=.55+.5*b+.5*f*vn(w*60.)+.15*g;a=mix(a,a*vec3(1.5,1.25,.7),smoothstep(.5,.75,fbm(w*.6+7.))*.5);h=b*.05;bumpK=.7;}
 for(int z=int(M==5);z>0;z--){vec4 t=texture(atlas,U);if(t.a<.5)discard;a=pow(t.rgb,vec3(2.2))*C*(.93+.1*f);spec=.06;}
 for(int z=int(M==6);z>0;z--){leaf=true;a*=.8+.4*g;spec=.12;gloss=16.;}
 for(int z=int(M==7);z>0;z--){refl=.9;float r=fbm(w*5.+2.)+.5*fbm(w*14.);h=r*.012;bumpK=.35;a*=.8+.4*f;}
 for(int z=int(M==8);z>0;z--){emit=C*6.;a=C*.2;}
 for(int z=int(M==9);z>0;z--){float st=fbm(vec2(w.x*2.6,w.y*.22));float s=fbm(w*.45+4.);a*=.84+.22*s;a*=mix(1.,.80,smoothstep(.52,.8,st)*.8);a=mix(a*vec3(.72,.70,.66),a,smoothstep(.0,.9,P.y+.55*f-.2));a*=.97+.06*g;h=vn(w*70.)*.0015;bumpK=1.;}
 for(int z=int(M==10);z>0;z--){refl=.5;spec=1.2;gloss=200.;a=C*(.6+.6*fbm(w*.9));}
 for(int z=int(M==11);z>0;z--){float x=fract(U.x/.2)-.5,y=fract(U.y/.24);float k=h2(ivec2(floor(U/vec2(.2,.24))));h=.06*sqrt(max(0.,.25-x*x))+.02*y;bumpK=1.;a*=(.66+.4*k)*(.75+.5*f)*(.55+.45*smoothstep(.5,.25,abs(x)))*(.7+.3*smoothstep(0.,.2,y));}
 for(int z=int(M==12);z>0;z--){float s=fbm(vec2(U.x*22.,U.y*1.6+f));a*=.55+.8*s;h=s*.03;bumpK=.8;}
 for(int z=int(M==13);z>0;z--){float x=sin(U.x*40.);h=.008*x;bumpK=1.;a*=.8+.12*x+.2*f;a=mix(a,vec3(.20,.09,.04),smoothstep(.62,.8,fbm(w*2.3))*.6);spec=.3;}
 for(int z=int(M==14);z>0;z--){float s=fbm(w*4.);a*=.74+.22*f+.16*s+.10*g;float cr=abs(fbm(w*.8+5.)-.5);a*=mix(.7,1.,smoothstep(.0,.004,cr));h=g*.003;bumpK=1.;}
 for(int z=int(M==15);z>0;z--){vec2 q=cell(U*vec2(2.6,3.6));float e=smoothstep(.03,.16,q.y-q.x);float k=h2(ivec2(floor(U*2.1)));a=mix(C*.4,C*(.7+.5*f+.25*k+.15*g),e);h=e*.03;bumpK=1.;}
 for(int z=int(M==16);z>0;z--){refl=.16;spec=.9;gloss=90.;a*=.95+.08*f;}
 for(int z=int(M==17);z>0;z--){float s=vn(vec2(P.y*1.3+2.*f,3.));a*=.66+.34*s+.3*f+.1*g;h=fbm(w*2.)*.1;bumpK=.6;}
 for(int z=int(M==18);z>0;z--){a*=.86+.18*f+.06*sin(U.x*500.);}
 for(int z=int(M==20);z>0;z--){vec2 q=cell(U*26.);a*=.55+.75*(1.-q.x);h=(1.-q.x)*.02;bumpK=1.;}
 for(int z=int(M==21);z>0;z--){vec2 q=w/vec2(.22,.11);q.x+=.5*mod(floor(q.y),2.);float k=line(q.x,.05)*line(q.y,.1);a=mix(C*.5,C*(.76+.4*h2(ivec2(floor(q)))),k)*(.8+.35*f);h=k*.005;bumpK=1.;}
 if(wet>0.&&n.y>.7&&(M==21||M==14||M==2)){float k=smoothstep(.55,.4,fbm(w*.5));a*=.62;refl=max(refl,.10+.30*k);bumpK*=1.-.7*k;}
 vec3 fn=n;if(bumpK>0.)n=bump(n,h*bumpK);
 vec3 sp=P+fn*.035,L=vec3(0),S=vec3(0),R=reflect(-V,n);float kv=0.;
 for(int k=0;k<4;k++){vec3 sd=sunDir[k],kd=skyDir[k];float sv=shade(sunS,sunM[k],sp+sd*.03,k),q=shade(skyS,skyM[k],sp+kd*.03,k);
  float nl=max(dot(n,sd),0.),nk=max(dot(n,kd),0.);if(dot(fn,sd)<=0.)nl=0.;
  L+=sunCol*nl*sv+2.*skyL[k]*nk*q+bounce*(.62-.38*n.y)*(.35+.65*q);kv+=.25*q;
  if(leaf){float tr=max(dot(-n,sd),0.);L+=sunCol*sv*tr*vec3(.75,.85,.25)*.8+skyL[k]*q*.35;}
  if(spec>0.)S+=.25*sunCol*sv*pow(max(dot(R,sd),0.),gloss)*(.3+.7*step(0.,dot(fn,sd)));}
 L*=.25;
 for(int i=0;i<lampN;i++){vec3 d=lampP[i].xyz-P;float l2=dot(d,d);vec3 e=d*inversesqrt(l2);float cone=lampP[i].w>0.?smoothstep(lampP[i].w-.25,lampP[i].w+.25,e.y):1.;L+=lampC[i].rgb*max(dot(n,e)*.8+.2,0.)*cone/(l2+.3)*(.6+.4*kv);}
 vec3 c=a*L+emit;float fr=pow(1.-max(dot(n,V),0.),5.);
 c+=spec*S;
 for(int z=int(refl>0.);z>0;z--){vec3 rc;if(M==7||M==19||((M==21||M==14||M==2)&&wet>0.)){vec2 q=gl_FragCoord.xy/res;q+=(n.xz-fn.xz)*(M==7?.35:.12)+((M==7||M==19)?0.:(g-.5)*.02);rc=texture(mirror,clamp(q,.002,.998)).rgb;c=mix(c,rc,refl*(.28+.72*pow(1.-max(dot(fn,V),0.),2.2)));}
  else{rc=sky(normalize(vec3(R.x,abs(R.y)+.02,R.z)));float hz=smoothstep(.10,.30,R.y+.22*fbm(vec2(atan(R.x,R.z)*6.,2.)));rc=mix(rc*.25+vec3(.01,.014,.01),rc,hz);c=mix(c,rc,clamp(refl*.55+fr*.7,0.,1.)*(M==16?.6:1.));}}
 float dist=length(P-eye);float k=1.-exp(-pow(dist*fog,1.3));c=mix(c,fogCol,k);o=vec4(c,1.);}`;
export const addFragment = head + `in vec2 Q;uniform sampler2D t;out vec4 o;void main(){o=vec4(min(texture(t,Q*.5+.5).rgb,vec3(24)),1.);}`;
export const filmFragment =
  head +
  `in vec2 Q;uniform sampler2D t;uniform float expo;uniform vec3 grade;out vec4 o;
void main(){vec4 s=texture(t,Q*.5+.5);vec3 c=s.rgb/s.a*expo*grade;c=(c*(2.51*c+.03))/(c*(2.43*c+.59)+.14);
 c=pow(clamp(c,0.,1.),vec3(1./2.2));float l=dot(c,vec3(.3,.59,.11));c=mix(vec3(l),c,1.08);c=mix(c,c*c*(3.-2.*c),.25);o=vec4(c,1.);}`;
