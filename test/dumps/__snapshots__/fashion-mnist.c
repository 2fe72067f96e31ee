KERNEL void f0(Pointer v0, Pointer v1, Pointer v2, Pointer v3) {
  const float v4 = *(const float *)(v0);
  const float v5 = *(const float *)(v1);
  const float v6 = (v5 + 4.f);
  const float v7 = (v6 - v5);
  const float v8 = (v6 - v7);
  const float v9 = (v5 - v8);
  const float v10 = (4.f - v7);
  const float v11 = (v9 + v10);
  const float v12 = (v4 + v11);
  for (int v13 = 0;;) {
    *(float *)(v2) = v12;
    *(float *)(v3) = v6;
    v13 += 1;
    if (!(v13 < 1)) break;
  }
}
KERNEL void f1(Pointer v0, Pointer v1) {
  const int v2 = *(const int *)(v0);
  const int v3 = (v2 + 1);
  for (int v4 = 0;;) {
    *(int *)(v1) = v3;
    v4 += 1;
    if (!(v4 < 1)) break;
  }
}
KERNEL void f2(Pointer v0, Pointer v1, Pointer v2) {
  const int v3 = *(const int *)(v1);
  for (int v4 = 0;;) {
    const int v5 = (v4 * 4);
    const Pointer v6 = (v0 + (Offset)v5);
    const int v7 = *(const int *)(v6);
    const Pointer v8 = (v2 + (Offset)v5);
    *(int *)(v8) = v7;
    v4 += 1;
    if (!(v4 < 4)) break;
  }
}
KERNEL void f3(Pointer v0, Pointer v1) {
  const int v2 = *(const int *)(v0);
  const int v3 = (v2 + 4);
  for (int v4 = 0;;) {
    *(int *)(v1) = v3;
    v4 += 1;
    if (!(v4 < 1)) break;
  }
}
KERNEL void f4(Pointer v0, Pointer v1, Pointer v2) {
  for (int v3 = 0;;) {
    const int v4 = (v3 * 4);
    const Pointer v5 = (v1 + (Offset)v4);
    const int v6 = *(const int *)(v5);
    const int v7 = s_max_i(v6, 0);
    const int v8 = s_min_i(v7, 3);
    const Pointer v9 = (v0 + (Offset)v8);
    const int v10 = (int)*(const unsigned char *)(v9);
    const Pointer v11 = (v2 + (Offset)v4);
    *(int *)(v11) = v10;
    v3 += 1;
    if (!(v3 < 4)) break;
  }
}
KERNEL void f5(Pointer v0) {
  const float v1 = (-0.25f);
  for (int v2 = 0;;) {
    const int v3 = (v2 * 4);
    const Pointer v4 = (v0 + (Offset)v3);
    *(float *)(v4) = v1;
    v2 += 1;
    if (!(v2 < 4)) break;
  }
}
PART void f6(int v0, Pointer v1, int v2, Pointer v3) {
  for (int v4 = 0;;) {
    const int v5 = (v4 + v0);
    const Pointer v6 = (v1 + (Offset)v5);
    const vi v7 = load_b(v6);
    const vf v8 = __builtin_convertvector(v7, vf);
    const vf v9 = (v8 * SPLAT(vf, 0.003921568859368563f));
    const int v10 = (v4 * 4);
    const int v11 = (v10 + v2);
    const Pointer v12 = (v3 + (Offset)v11);
    *(mf *)(v12) = v9;
    v4 += 8;
    if (!(v4 < 16)) break;
  }
}
KERNEL void f7(Pointer v0, Pointer v1, Pointer v2) {
  for (int v3 = 0;;) {
    const int v4 = (v3 * 4);
    const Pointer v5 = (v1 + (Offset)v4);
    const int v6 = *(const int *)(v5);
    const int v7 = s_max_i(v6, 0);
    const int v8 = s_min_i(v7, 3);
    const int v9 = (v8 * 16);
    const int v10 = (v3 * 64);
    f6(v9, v0, v10, v2);
    v3 += 1;
    if (!(v3 < 4)) break;
  }
}
PART void f8(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  const int v7 = (v0 * 64);
  const Pointer v8 = (v3 + (Offset)v7);
  const int v9 = (v2 * 4);
  const Pointer v10 = (v4 + (Offset)v9);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  vf v14 = SPLAT(vf, 0.f);
  Pointer v15 = v10;
  const Pointer v16 = (v8 + 64);
  for (Pointer v17 = v8;;) {
    const vf v18 = *(const mf *)(v15);
    const vf v19 = splat_f(*(const float *)(v17));
    v11 = v_fma(v19, v18, v11);
    const vf v20 = splat_f(*(const float *)(v17 + 64));
    v12 = v_fma(v20, v18, v12);
    const vf v21 = splat_f(*(const float *)(v17 + 128));
    v13 = v_fma(v21, v18, v13);
    const vf v22 = splat_f(*(const float *)(v17 + 192));
    v14 = v_fma(v22, v18, v14);
    v15 = (v15 + 48);
    v17 += 4;
    if (!(v17 < v16)) break;
  }
  const Pointer v23 = (v5 + (Offset)v9);
  const vf v24 = *(const mf *)(v23);
  const vf v25 = (v11 + v24);
  const vf v26 = v_pseudoMax_f(v25, SPLAT(vf, 0.f));
  const int v27 = (v0 * 48);
  const int v28 = (v27 + v9);
  const Pointer v29 = (v6 + (Offset)v28);
  *(mf *)(v29) = v26;
  const vf v30 = (v12 + v24);
  const vf v31 = v_pseudoMax_f(v30, SPLAT(vf, 0.f));
  *(mf *)(v29 + 48) = v31;
  const vf v32 = (v13 + v24);
  const vf v33 = v_pseudoMax_f(v32, SPLAT(vf, 0.f));
  *(mf *)(v29 + 96) = v33;
  const vf v34 = (v14 + v24);
  const vf v35 = v_pseudoMax_f(v34, SPLAT(vf, 0.f));
  *(mf *)(v29 + 144) = v35;
}
PART void f9(Pointer v0, Pointer v1) {
  const Pointer v2 = (v0 + 768);
  Pointer v3 = v1;
  for (Pointer v4 = v0;;) {
    const vf v5 = ((vf){*(const float *)(v4), *(const float *)(v4 + 4), *(const float *)(v4 + 8), *(const float *)(v4 + 12), 0.f, 0.f, 0.f, 0.f});
    *(mf *)(v3) = v5;
    v3 = (v3 + 32);
    v4 += 48;
    if (!(v4 < v2)) break;
  }
}
PART void f10(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  const int v7 = (v0 * 64);
  const Pointer v8 = (v3 + (Offset)v7);
  vf v9 = SPLAT(vf, 0.f);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  Pointer v13 = v4;
  const Pointer v14 = (v8 + 64);
  for (Pointer v15 = v8;;) {
    const vf v16 = *(const mf *)(v13);
    const vf v17 = splat_f(*(const float *)(v15));
    v9 = v_fma(v17, v16, v9);
    const vf v18 = splat_f(*(const float *)(v15 + 64));
    v10 = v_fma(v18, v16, v10);
    const vf v19 = splat_f(*(const float *)(v15 + 128));
    v11 = v_fma(v19, v16, v11);
    const vf v20 = splat_f(*(const float *)(v15 + 192));
    v12 = v_fma(v20, v16, v12);
    v13 = (v13 + 32);
    v15 += 4;
    if (!(v15 < v14)) break;
  }
  const float v21 = (v9)[0];
  const int v22 = (v2 * 4);
  const Pointer v23 = (v5 + (Offset)v22);
  const float v24 = *(const float *)(v23);
  const float v25 = (v21 + v24);
  const float v26 = s_pseudoMax_f(v25, 0.f);
  const int v27 = (v0 * 48);
  const int v28 = (v27 + v22);
  const Pointer v29 = (v6 + (Offset)v28);
  *(float *)(v29) = v26;
  const float v30 = (v9)[1];
  const float v31 = *(const float *)(v23 + 4);
  const float v32 = (v30 + v31);
  const float v33 = s_pseudoMax_f(v32, 0.f);
  *(float *)(v29 + 4) = v33;
  const float v34 = (v9)[2];
  const float v35 = *(const float *)(v23 + 8);
  const float v36 = (v34 + v35);
  const float v37 = s_pseudoMax_f(v36, 0.f);
  *(float *)(v29 + 8) = v37;
  const float v38 = (v9)[3];
  const float v39 = *(const float *)(v23 + 12);
  const float v40 = (v38 + v39);
  const float v41 = s_pseudoMax_f(v40, 0.f);
  *(float *)(v29 + 12) = v41;
  const float v42 = (v10)[0];
  const float v43 = (v42 + v24);
  const float v44 = s_pseudoMax_f(v43, 0.f);
  *(float *)(v29 + 48) = v44;
  const float v45 = (v10)[1];
  const float v46 = (v45 + v31);
  const float v47 = s_pseudoMax_f(v46, 0.f);
  *(float *)(v29 + 52) = v47;
  const float v48 = (v10)[2];
  const float v49 = (v48 + v35);
  const float v50 = s_pseudoMax_f(v49, 0.f);
  *(float *)(v29 + 56) = v50;
  const float v51 = (v10)[3];
  const float v52 = (v51 + v39);
  const float v53 = s_pseudoMax_f(v52, 0.f);
  *(float *)(v29 + 60) = v53;
  const float v54 = (v11)[0];
  const float v55 = (v54 + v24);
  const float v56 = s_pseudoMax_f(v55, 0.f);
  *(float *)(v29 + 96) = v56;
  const float v57 = (v11)[1];
  const float v58 = (v57 + v31);
  const float v59 = s_pseudoMax_f(v58, 0.f);
  *(float *)(v29 + 100) = v59;
  const float v60 = (v11)[2];
  const float v61 = (v60 + v35);
  const float v62 = s_pseudoMax_f(v61, 0.f);
  *(float *)(v29 + 104) = v62;
  const float v63 = (v11)[3];
  const float v64 = (v63 + v39);
  const float v65 = s_pseudoMax_f(v64, 0.f);
  *(float *)(v29 + 108) = v65;
  const float v66 = (v12)[0];
  const float v67 = (v66 + v24);
  const float v68 = s_pseudoMax_f(v67, 0.f);
  *(float *)(v29 + 144) = v68;
  const float v69 = (v12)[1];
  const float v70 = (v69 + v31);
  const float v71 = s_pseudoMax_f(v70, 0.f);
  *(float *)(v29 + 148) = v71;
  const float v72 = (v12)[2];
  const float v73 = (v72 + v35);
  const float v74 = s_pseudoMax_f(v73, 0.f);
  *(float *)(v29 + 152) = v74;
  const float v75 = (v12)[3];
  const float v76 = (v75 + v39);
  const float v77 = s_pseudoMax_f(v76, 0.f);
  *(float *)(v29 + 156) = v77;
}
KERNEL void f11(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4) {
  f8(0, 0, 0, v0, v1, v2, v3);
  const Pointer v5 = (v1 + 32);
  f9(v5, v4);
  f10(0, 0, 8, v0, v4, v2, v3);
}
PART void f12(Pointer v0, Pointer v1) {
  const Pointer v2 = (v0 + 192);
  Pointer v3 = v1;
  for (Pointer v4 = v0;;) {
    const vf v5 = ((vf){*(const float *)(v4), *(const float *)(v4 + 4), *(const float *)(v4 + 8), *(const float *)(v4 + 12), 0.f, 0.f, 0.f, 0.f});
    *(mf *)(v3) = v5;
    v3 = (v3 + 32);
    v4 += 16;
    if (!(v4 < v2)) break;
  }
}
PART void f13(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  const int v7 = (v0 * 48);
  const Pointer v8 = (v3 + (Offset)v7);
  vf v9 = SPLAT(vf, 0.f);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  Pointer v13 = v4;
  const Pointer v14 = (v8 + 48);
  for (Pointer v15 = v8;;) {
    const vf v16 = *(const mf *)(v13);
    const vf v17 = splat_f(*(const float *)(v15));
    v9 = v_fma(v17, v16, v9);
    const vf v18 = splat_f(*(const float *)(v15 + 48));
    v10 = v_fma(v18, v16, v10);
    const vf v19 = splat_f(*(const float *)(v15 + 96));
    v11 = v_fma(v19, v16, v11);
    const vf v20 = splat_f(*(const float *)(v15 + 144));
    v12 = v_fma(v20, v16, v12);
    v13 = (v13 + 32);
    v15 += 4;
    if (!(v15 < v14)) break;
  }
  const float v21 = (v9)[0];
  const int v22 = (v2 * 4);
  const Pointer v23 = (v5 + (Offset)v22);
  const float v24 = *(const float *)(v23);
  const float v25 = (v21 + v24);
  const float v26 = s_pseudoMax_f(v25, 0.f);
  const int v27 = (v0 * 16);
  const int v28 = (v27 + v22);
  const Pointer v29 = (v6 + (Offset)v28);
  *(float *)(v29) = v26;
  const float v30 = (v9)[1];
  const float v31 = *(const float *)(v23 + 4);
  const float v32 = (v30 + v31);
  const float v33 = s_pseudoMax_f(v32, 0.f);
  *(float *)(v29 + 4) = v33;
  const float v34 = (v9)[2];
  const float v35 = *(const float *)(v23 + 8);
  const float v36 = (v34 + v35);
  const float v37 = s_pseudoMax_f(v36, 0.f);
  *(float *)(v29 + 8) = v37;
  const float v38 = (v9)[3];
  const float v39 = *(const float *)(v23 + 12);
  const float v40 = (v38 + v39);
  const float v41 = s_pseudoMax_f(v40, 0.f);
  *(float *)(v29 + 12) = v41;
  const float v42 = (v10)[0];
  const float v43 = (v42 + v24);
  const float v44 = s_pseudoMax_f(v43, 0.f);
  *(float *)(v29 + 16) = v44;
  const float v45 = (v10)[1];
  const float v46 = (v45 + v31);
  const float v47 = s_pseudoMax_f(v46, 0.f);
  *(float *)(v29 + 20) = v47;
  const float v48 = (v10)[2];
  const float v49 = (v48 + v35);
  const float v50 = s_pseudoMax_f(v49, 0.f);
  *(float *)(v29 + 24) = v50;
  const float v51 = (v10)[3];
  const float v52 = (v51 + v39);
  const float v53 = s_pseudoMax_f(v52, 0.f);
  *(float *)(v29 + 28) = v53;
  const float v54 = (v11)[0];
  const float v55 = (v54 + v24);
  const float v56 = s_pseudoMax_f(v55, 0.f);
  *(float *)(v29 + 32) = v56;
  const float v57 = (v11)[1];
  const float v58 = (v57 + v31);
  const float v59 = s_pseudoMax_f(v58, 0.f);
  *(float *)(v29 + 36) = v59;
  const float v60 = (v11)[2];
  const float v61 = (v60 + v35);
  const float v62 = s_pseudoMax_f(v61, 0.f);
  *(float *)(v29 + 40) = v62;
  const float v63 = (v11)[3];
  const float v64 = (v63 + v39);
  const float v65 = s_pseudoMax_f(v64, 0.f);
  *(float *)(v29 + 44) = v65;
  const float v66 = (v12)[0];
  const float v67 = (v66 + v24);
  const float v68 = s_pseudoMax_f(v67, 0.f);
  *(float *)(v29 + 48) = v68;
  const float v69 = (v12)[1];
  const float v70 = (v69 + v31);
  const float v71 = s_pseudoMax_f(v70, 0.f);
  *(float *)(v29 + 52) = v71;
  const float v72 = (v12)[2];
  const float v73 = (v72 + v35);
  const float v74 = s_pseudoMax_f(v73, 0.f);
  *(float *)(v29 + 56) = v74;
  const float v75 = (v12)[3];
  const float v76 = (v75 + v39);
  const float v77 = s_pseudoMax_f(v76, 0.f);
  *(float *)(v29 + 60) = v77;
}
KERNEL void f14(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4) {
  f12(v1, v4);
  f13(0, 0, 0, v0, v4, v2, v3);
}
PART void f15(Pointer v0, Pointer v1) {
  const Pointer v2 = (v0 + 48);
  Pointer v3 = v1;
  for (Pointer v4 = v0;;) {
    const vf v5 = ((vf){*(const float *)(v4), *(const float *)(v4 + 4), *(const float *)(v4 + 8), 0.f, 0.f, 0.f, 0.f, 0.f});
    *(mf *)(v3) = v5;
    v3 = (v3 + 32);
    v4 += 12;
    if (!(v4 < v2)) break;
  }
}
PART void f16(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  const int v7 = (v0 * 16);
  const Pointer v8 = (v3 + (Offset)v7);
  vf v9 = SPLAT(vf, 0.f);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  Pointer v13 = v4;
  const Pointer v14 = (v8 + 16);
  for (Pointer v15 = v8;;) {
    const vf v16 = *(const mf *)(v13);
    const vf v17 = splat_f(*(const float *)(v15));
    v9 = v_fma(v17, v16, v9);
    const vf v18 = splat_f(*(const float *)(v15 + 16));
    v10 = v_fma(v18, v16, v10);
    const vf v19 = splat_f(*(const float *)(v15 + 32));
    v11 = v_fma(v19, v16, v11);
    const vf v20 = splat_f(*(const float *)(v15 + 48));
    v12 = v_fma(v20, v16, v12);
    v13 = (v13 + 32);
    v15 += 4;
    if (!(v15 < v14)) break;
  }
  const float v21 = (v9)[0];
  const int v22 = (v2 * 4);
  const Pointer v23 = (v5 + (Offset)v22);
  const float v24 = *(const float *)(v23);
  const float v25 = (v21 + v24);
  const int v26 = (v0 * 12);
  const int v27 = (v26 + v22);
  const Pointer v28 = (v6 + (Offset)v27);
  *(float *)(v28) = v25;
  const float v29 = (v9)[1];
  const float v30 = *(const float *)(v23 + 4);
  const float v31 = (v29 + v30);
  *(float *)(v28 + 4) = v31;
  const float v32 = (v9)[2];
  const float v33 = *(const float *)(v23 + 8);
  const float v34 = (v32 + v33);
  *(float *)(v28 + 8) = v34;
  const float v35 = (v10)[0];
  const float v36 = (v35 + v24);
  *(float *)(v28 + 12) = v36;
  const float v37 = (v10)[1];
  const float v38 = (v37 + v30);
  *(float *)(v28 + 16) = v38;
  const float v39 = (v10)[2];
  const float v40 = (v39 + v33);
  *(float *)(v28 + 20) = v40;
  const float v41 = (v11)[0];
  const float v42 = (v41 + v24);
  *(float *)(v28 + 24) = v42;
  const float v43 = (v11)[1];
  const float v44 = (v43 + v30);
  *(float *)(v28 + 28) = v44;
  const float v45 = (v11)[2];
  const float v46 = (v45 + v33);
  *(float *)(v28 + 32) = v46;
  const float v47 = (v12)[0];
  const float v48 = (v47 + v24);
  *(float *)(v28 + 36) = v48;
  const float v49 = (v12)[1];
  const float v50 = (v49 + v30);
  *(float *)(v28 + 40) = v50;
  const float v51 = (v12)[2];
  const float v52 = (v51 + v33);
  *(float *)(v28 + 44) = v52;
}
KERNEL void f17(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4) {
  f15(v1, v4);
  f16(0, 0, 0, v0, v4, v2, v3);
}
PART void f18(int v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6, Pointer v7) {
  float v8 = (-__builtin_inff());
  const int v9 = (v0 * 12);
  for (int v10 = 0;;) {
    const int v11 = (v10 * 4);
    const int v12 = (v11 + v9);
    const Pointer v13 = (v1 + (Offset)v12);
    const float v14 = *(const float *)(v13);
    v8 = s_max_f(v8, v14);
    v10 += 1;
    if (!(v10 < 3)) break;
  }
  const float v15 = v8;
  float v16 = 0.f;
  for (int v17 = 0;;) {
    const int v18 = (v17 * 4);
    const int v19 = (v18 + v9);
    const Pointer v20 = (v1 + (Offset)v19);
    const float v21 = *(const float *)(v20);
    const float v22 = (v21 - v15);
    const float v23 = s_pseudoMin_f(v22, 89.f);
    const float v24 = s_pseudoMax_f(v23, (-105.f));
    const float v25 = (v24 * 1.4426950216293335f);
    const float v26 = s_nearest_f(v25);
    const float v27 = s_fma(v26, (-0.693359375f), v24);
    const float v28 = s_fma(v26, 0.00021219444170128554f, v27);
    const float v29 = s_fma(0.00019875691214110702f, v28, 0.001398199936375022f);
    const float v30 = s_fma(v29, v28, 0.008333452045917511f);
    const float v31 = s_fma(v30, v28, 0.04166579619050026f);
    const float v32 = s_fma(v31, v28, 0.1666666567325592f);
    const float v33 = s_fma(v32, v28, 0.5f);
    const float v34 = (v28 * v28);
    const float v35 = (v28 + 1.f);
    const float v36 = s_fma(v33, v34, v35);
    const int v37 = s_to_i(v26);
    const int v38 = (v37 >> 1);
    const int v39 = (v38 + 127);
    const int v40 = (int)((unsigned)v39 << 23);
    const float v41 = s_float((int)v40);
    const float v42 = (v36 * v41);
    const int v43 = (v37 - v38);
    const int v44 = (v43 + 127);
    const int v45 = (int)((unsigned)v44 << 23);
    const float v46 = s_float((int)v45);
    const float v47 = (v42 * v46);
    v16 = (v16 + v47);
    const Pointer v48 = (v2 + (Offset)v18);
    *(float *)(v48) = v47;
    const Pointer v49 = (v3 + (Offset)v19);
    *(float *)(v49) = v47;
    const Pointer v50 = (v4 + (Offset)v19);
    *(float *)(v50) = v22;
    v17 += 1;
    if (!(v17 < 3)) break;
  }
  const float v51 = v16;
  int v52 = 0;
  float v53 = (-__builtin_inff());
  Pointer v54 = v2;
  for (int v55 = 0;;) {
    const int v56 = (v55 * 4);
    const Pointer v57 = (v54 + (Offset)v56);
    const float v58 = *(const float *)(v57);
    const float v59 = (v58 / v51);
    const int v60 = (v59 > v53);
    const int v61 = (v59 != v59);
    const int v62 = (v53 == v53);
    const int v63 = (v61 & v62);
    const int v64 = (v60 | v63);
    v52 = (v64 ? v55 : v52);
    v53 = (v64 ? v59 : v53);
    v55 += 1;
    if (!(v55 < 3)) break;
  }
  const int v65 = v52;
  const float v66 = (0.25f / v51);
  const int v67 = (v0 * 4);
  const Pointer v68 = (v5 + (Offset)v67);
  *(float *)(v68) = v66;
  const Pointer v69 = (v6 + (Offset)v67);
  *(int *)(v69) = v65;
  const Pointer v70 = (v7 + (Offset)v67);
  *(float *)(v70) = v51;
}
KERNEL void f19(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  for (int v7 = 0;;) {
    f18(v7, v0, v6, v4, v5, v1, v2, v3);
    v7 += 1;
    if (!(v7 < 4)) break;
  }
}
PART void f20(int v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6, Pointer v7) {
  float v8 = 0.f;
  const int v9 = (v0 * 4);
  const Pointer v10 = (v1 + (Offset)v9);
  const int v11 = *(const int *)(v10);
  const int v12 = (v0 * 12);
  const Pointer v13 = (v2 + (Offset)v9);
  const float v14 = *(const float *)(v13);
  const Pointer v15 = (v3 + (Offset)v9);
  const float v16 = *(const float *)(v15);
  for (int v17 = 0;;) {
    const int v18 = (v11 == v17);
    const int v19 = (v17 * 4);
    const int v20 = (v19 + v12);
    const Pointer v21 = (v4 + (Offset)v20);
    const float v22 = *(const float *)(v21);
    const float v23 = (v18 ? v22 : 0.f);
    const float v24 = (v18 ? v14 : 0.f);
    const Pointer v25 = (v5 + (Offset)v20);
    const float v26 = *(const float *)(v25);
    const float v27 = (v16 * v26);
    const float v28 = (v24 + v27);
    v8 = (v8 + v23);
    const Pointer v29 = (v6 + (Offset)v20);
    *(float *)(v29) = v28;
    v17 += 1;
    if (!(v17 < 3)) break;
  }
  const float v30 = v8;
  const Pointer v31 = (v7 + (Offset)v9);
  *(float *)(v31) = v30;
}
KERNEL void f21(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  for (int v7 = 0;;) {
    f20(v7, v0, v1, v2, v4, v3, v5, v6);
    v7 += 1;
    if (!(v7 < 4)) break;
  }
}
KERNEL void f22(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5) {
  float v6 = 0.f;
  float v7 = 0.f;
  for (int v8 = 0;;) {
    const int v9 = (v8 * 4);
    const Pointer v10 = (v2 + (Offset)v9);
    const float v11 = *(const float *)(v10);
    const int v12 = (v11 < 1.1754943508222875e-38f);
    const float v13 = (v11 * 8388608.f);
    const float v14 = (v12 ? v13 : v11);
    const int v15 = (int)s_bits(v14);
    const int v16 = (v15 & 8388607);
    const int v17 = (v16 | 1056964608);
    const float v18 = s_float((int)v17);
    const int v19 = (v15 >> 23);
    const int v20 = (v18 < 0.7071067690849304f);
    const float v21 = (float)v19;
    const float v22 = (v12 ? 149.f : 126.f);
    const float v23 = (v21 - v22);
    const float v24 = (v20 ? v18 : 0.f);
    const float v25 = (v18 + v24);
    const float v26 = (v25 - 1.f);
    const float v27 = (v20 ? 1.f : 0.f);
    const float v28 = (v23 - v27);
    const float v29 = (v26 * v26);
    const float v30 = s_fma(0.07037683576345444f, v26, (-0.11514610052108765f));
    const float v31 = s_fma(v30, v26, 0.11676998436450958f);
    const float v32 = s_fma(v31, v26, (-0.12420140951871872f));
    const float v33 = s_fma(v32, v26, 0.14249323308467865f);
    const float v34 = s_fma(v33, v26, (-0.16668057441711426f));
    const float v35 = s_fma(v34, v26, 0.2000071406364441f);
    const float v36 = s_fma(v35, v26, (-0.24999994039535522f));
    const float v37 = s_fma(v36, v26, 0.3333333134651184f);
    const float v38 = (v37 * v26);
    const float v39 = (v38 * v29);
    const float v40 = s_fma(v28, (-0.00021219444170128554f), v39);
    const float v41 = s_fma(v29, (-0.5f), v40);
    const float v42 = (v26 + v41);
    const float v43 = s_fma(v28, 0.693359375f, v42);
    const int v44 = (v11 == 0.f);
    const float v45 = (v44 ? (-__builtin_inff()) : __builtin_nanf(""));
    const int v46 = (v11 > 0.f);
    const int v47 = (v11 == (__builtin_inff()));
    const float v48 = (v47 ? v11 : v43);
    const float v49 = (v46 ? v48 : v45);
    const Pointer v50 = (v3 + (Offset)v9);
    const float v51 = *(const float *)(v50);
    const float v52 = (v49 - v51);
    v7 = (v7 + v52);
    v8 += 1;
    if (!(v8 < 4)) break;
  }
  const float v53 = *(const float *)(v0);
  const float v54 = *(const float *)(v1);
  const float v55 = (v7 / 4.f);
  const float v56 = (v55 * 4.f);
  const float v57 = (v54 + v56);
  const float v58 = (v57 - v54);
  const float v59 = (v57 - v58);
  const float v60 = (v54 - v59);
  const float v61 = (v56 - v58);
  const float v62 = (v60 + v61);
  const float v63 = (v53 + v62);
  *(float *)(v4) = v63;
  *(float *)(v5) = v57;
}
KERNEL void f23(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5) {
  float v6 = 0.f;
  float v7 = 0.f;
  for (int v8 = 0;;) {
    const int v9 = (v8 * 4);
    const Pointer v10 = (v2 + (Offset)v9);
    const int v11 = *(const int *)(v10);
    const Pointer v12 = (v3 + (Offset)v9);
    const int v13 = *(const int *)(v12);
    const int v14 = (v11 == v13);
    const float v15 = (float)v14;
    v7 = (v7 + v15);
    v8 += 1;
    if (!(v8 < 4)) break;
  }
  const float v16 = *(const float *)(v0);
  const float v17 = *(const float *)(v1);
  const float v18 = (v17 + v7);
  const float v19 = (v18 - v17);
  const float v20 = (v18 - v19);
  const float v21 = (v17 - v20);
  const float v22 = (v7 - v19);
  const float v23 = (v21 + v22);
  const float v24 = (v16 + v23);
  *(float *)(v4) = v24;
  *(float *)(v5) = v18;
}
KERNEL void f24(Pointer v0, Pointer v1, Pointer v2, Pointer v3) {
  const float v4 = *(const float *)(v2);
  for (int v5 = 0;;) {
    float v6 = 0.f;
    const int v7 = (v5 * 4);
    for (int v8 = 0;;) {
      const int v9 = (v8 * 12);
      const int v10 = (v9 + v7);
      const Pointer v11 = (v1 + (Offset)v10);
      const float v12 = *(const float *)(v11);
      v6 = (v6 + v12);
      v8 += 1;
      if (!(v8 < 4)) break;
    }
    const Pointer v13 = (v0 + (Offset)v7);
    const float v14 = *(const float *)(v13);
    const float v15 = (v6 * v4);
    const float v16 = (v14 - v15);
    const Pointer v17 = (v3 + (Offset)v7);
    *(float *)(v17) = v16;
    v5 += 1;
    if (!(v5 < 3)) break;
  }
}
PART void f25(Pointer v0, Pointer v1) {
  const Pointer v2 = (v0 + 12);
  Pointer v3 = v1;
  for (Pointer v4 = v0;;) {
    const vf v5 = ((vf){*(const float *)(v4), *(const float *)(v4 + 12), *(const float *)(v4 + 24), *(const float *)(v4 + 36), 0.f, 0.f, 0.f, 0.f});
    *(mf *)(v3) = v5;
    v3 = (v3 + 32);
    v4 += 4;
    if (!(v4 < v2)) break;
  }
}
PART void f26(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  const int v7 = (v0 * 12);
  const Pointer v8 = (v3 + (Offset)v7);
  vf v9 = SPLAT(vf, 0.f);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  Pointer v13 = v4;
  const Pointer v14 = (v8 + 12);
  for (Pointer v15 = v8;;) {
    const vf v16 = *(const mf *)(v13);
    const vf v17 = splat_f(*(const float *)(v15));
    v9 = v_fma(v17, v16, v9);
    const vf v18 = splat_f(*(const float *)(v15 + 12));
    v10 = v_fma(v18, v16, v10);
    const vf v19 = splat_f(*(const float *)(v15 + 24));
    v11 = v_fma(v19, v16, v11);
    const vf v20 = splat_f(*(const float *)(v15 + 36));
    v12 = v_fma(v20, v16, v12);
    v13 = (v13 + 32);
    v15 += 4;
    if (!(v15 < v14)) break;
  }
  const float v21 = (v9)[0];
  const int v22 = (v2 * 4);
  const int v23 = (v0 * 16);
  const int v24 = (v23 + v22);
  const Pointer v25 = (v5 + (Offset)v24);
  const float v26 = *(const float *)(v25);
  const int v27 = (v26 > 0.f);
  const float v28 = (v27 ? v21 : 0.f);
  const Pointer v29 = (v6 + (Offset)v24);
  *(float *)(v29) = v28;
  const float v30 = (v9)[1];
  const float v31 = *(const float *)(v25 + 4);
  const int v32 = (v31 > 0.f);
  const float v33 = (v32 ? v30 : 0.f);
  *(float *)(v29 + 4) = v33;
  const float v34 = (v9)[2];
  const float v35 = *(const float *)(v25 + 8);
  const int v36 = (v35 > 0.f);
  const float v37 = (v36 ? v34 : 0.f);
  *(float *)(v29 + 8) = v37;
  const float v38 = (v9)[3];
  const float v39 = *(const float *)(v25 + 12);
  const int v40 = (v39 > 0.f);
  const float v41 = (v40 ? v38 : 0.f);
  *(float *)(v29 + 12) = v41;
  const float v42 = (v10)[0];
  const float v43 = *(const float *)(v25 + 16);
  const int v44 = (v43 > 0.f);
  const float v45 = (v44 ? v42 : 0.f);
  *(float *)(v29 + 16) = v45;
  const float v46 = (v10)[1];
  const float v47 = *(const float *)(v25 + 20);
  const int v48 = (v47 > 0.f);
  const float v49 = (v48 ? v46 : 0.f);
  *(float *)(v29 + 20) = v49;
  const float v50 = (v10)[2];
  const float v51 = *(const float *)(v25 + 24);
  const int v52 = (v51 > 0.f);
  const float v53 = (v52 ? v50 : 0.f);
  *(float *)(v29 + 24) = v53;
  const float v54 = (v10)[3];
  const float v55 = *(const float *)(v25 + 28);
  const int v56 = (v55 > 0.f);
  const float v57 = (v56 ? v54 : 0.f);
  *(float *)(v29 + 28) = v57;
  const float v58 = (v11)[0];
  const float v59 = *(const float *)(v25 + 32);
  const int v60 = (v59 > 0.f);
  const float v61 = (v60 ? v58 : 0.f);
  *(float *)(v29 + 32) = v61;
  const float v62 = (v11)[1];
  const float v63 = *(const float *)(v25 + 36);
  const int v64 = (v63 > 0.f);
  const float v65 = (v64 ? v62 : 0.f);
  *(float *)(v29 + 36) = v65;
  const float v66 = (v11)[2];
  const float v67 = *(const float *)(v25 + 40);
  const int v68 = (v67 > 0.f);
  const float v69 = (v68 ? v66 : 0.f);
  *(float *)(v29 + 40) = v69;
  const float v70 = (v11)[3];
  const float v71 = *(const float *)(v25 + 44);
  const int v72 = (v71 > 0.f);
  const float v73 = (v72 ? v70 : 0.f);
  *(float *)(v29 + 44) = v73;
  const float v74 = (v12)[0];
  const float v75 = *(const float *)(v25 + 48);
  const int v76 = (v75 > 0.f);
  const float v77 = (v76 ? v74 : 0.f);
  *(float *)(v29 + 48) = v77;
  const float v78 = (v12)[1];
  const float v79 = *(const float *)(v25 + 52);
  const int v80 = (v79 > 0.f);
  const float v81 = (v80 ? v78 : 0.f);
  *(float *)(v29 + 52) = v81;
  const float v82 = (v12)[2];
  const float v83 = *(const float *)(v25 + 56);
  const int v84 = (v83 > 0.f);
  const float v85 = (v84 ? v82 : 0.f);
  *(float *)(v29 + 56) = v85;
  const float v86 = (v12)[3];
  const float v87 = *(const float *)(v25 + 60);
  const int v88 = (v87 > 0.f);
  const float v89 = (v88 ? v86 : 0.f);
  *(float *)(v29 + 60) = v89;
}
KERNEL void f27(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4) {
  f25(v2, v4);
  f26(0, 0, 0, v1, v4, v0, v3);
}
KERNEL void f28(Pointer v0, Pointer v1, Pointer v2, Pointer v3) {
  const float v4 = *(const float *)(v2);
  for (int v5 = 0;;) {
    float v6 = 0.f;
    const int v7 = (v5 * 4);
    for (int v8 = 0;;) {
      const int v9 = (v8 * 16);
      const int v10 = (v9 + v7);
      const Pointer v11 = (v1 + (Offset)v10);
      const float v12 = *(const float *)(v11);
      v6 = (v6 + v12);
      v8 += 1;
      if (!(v8 < 4)) break;
    }
    const Pointer v13 = (v0 + (Offset)v7);
    const float v14 = *(const float *)(v13);
    const float v15 = (v6 * v4);
    const float v16 = (v14 - v15);
    const Pointer v17 = (v3 + (Offset)v7);
    *(float *)(v17) = v16;
    v5 += 1;
    if (!(v5 < 4)) break;
  }
}
PART void f29(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, float v6, Pointer v7) {
  const int v8 = (v0 * 4);
  const Pointer v9 = (v3 + (Offset)v8);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  Pointer v14 = v4;
  const Pointer v15 = (v9 + 64);
  for (Pointer v16 = v9;;) {
    const vf v17 = *(const mf *)(v14);
    const vf v18 = splat_f(*(const float *)(v16));
    v10 = v_fma(v18, v17, v10);
    const vf v19 = splat_f(*(const float *)(v16 + 4));
    v11 = v_fma(v19, v17, v11);
    const vf v20 = splat_f(*(const float *)(v16 + 8));
    v12 = v_fma(v20, v17, v12);
    const vf v21 = splat_f(*(const float *)(v16 + 12));
    v13 = v_fma(v21, v17, v13);
    v14 = (v14 + 32);
    v16 += 16;
    if (!(v16 < v15)) break;
  }
  const float v22 = (v10)[0];
  const int v23 = (v2 * 4);
  const int v24 = (v0 * 12);
  const int v25 = (v24 + v23);
  const Pointer v26 = (v5 + (Offset)v25);
  const float v27 = *(const float *)(v26);
  const float v28 = (v22 * v6);
  const float v29 = (v27 - v28);
  const Pointer v30 = (v7 + (Offset)v25);
  *(float *)(v30) = v29;
  const float v31 = (v10)[1];
  const float v32 = *(const float *)(v26 + 4);
  const float v33 = (v31 * v6);
  const float v34 = (v32 - v33);
  *(float *)(v30 + 4) = v34;
  const float v35 = (v10)[2];
  const float v36 = *(const float *)(v26 + 8);
  const float v37 = (v35 * v6);
  const float v38 = (v36 - v37);
  *(float *)(v30 + 8) = v38;
  const float v39 = (v11)[0];
  const float v40 = *(const float *)(v26 + 12);
  const float v41 = (v39 * v6);
  const float v42 = (v40 - v41);
  *(float *)(v30 + 12) = v42;
  const float v43 = (v11)[1];
  const float v44 = *(const float *)(v26 + 16);
  const float v45 = (v43 * v6);
  const float v46 = (v44 - v45);
  *(float *)(v30 + 16) = v46;
  const float v47 = (v11)[2];
  const float v48 = *(const float *)(v26 + 20);
  const float v49 = (v47 * v6);
  const float v50 = (v48 - v49);
  *(float *)(v30 + 20) = v50;
  const float v51 = (v12)[0];
  const float v52 = *(const float *)(v26 + 24);
  const float v53 = (v51 * v6);
  const float v54 = (v52 - v53);
  *(float *)(v30 + 24) = v54;
  const float v55 = (v12)[1];
  const float v56 = *(const float *)(v26 + 28);
  const float v57 = (v55 * v6);
  const float v58 = (v56 - v57);
  *(float *)(v30 + 28) = v58;
  const float v59 = (v12)[2];
  const float v60 = *(const float *)(v26 + 32);
  const float v61 = (v59 * v6);
  const float v62 = (v60 - v61);
  *(float *)(v30 + 32) = v62;
  const float v63 = (v13)[0];
  const float v64 = *(const float *)(v26 + 36);
  const float v65 = (v63 * v6);
  const float v66 = (v64 - v65);
  *(float *)(v30 + 36) = v66;
  const float v67 = (v13)[1];
  const float v68 = *(const float *)(v26 + 40);
  const float v69 = (v67 * v6);
  const float v70 = (v68 - v69);
  *(float *)(v30 + 40) = v70;
  const float v71 = (v13)[2];
  const float v72 = *(const float *)(v26 + 44);
  const float v73 = (v71 * v6);
  const float v74 = (v72 - v73);
  *(float *)(v30 + 44) = v74;
}
KERNEL void f30(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5) {
  f15(v2, v5);
  const float v6 = *(const float *)(v3);
  f29(0, 0, 0, v1, v5, v0, v6, v4);
}

PART void f31(Pointer v0, Pointer v1) {
  const Pointer v2 = (v0 + 16);
  Pointer v3 = v1;
  for (Pointer v4 = v0;;) {
    const vf v5 = ((vf){*(const float *)(v4), *(const float *)(v4 + 16), *(const float *)(v4 + 32), *(const float *)(v4 + 48), *(const float *)(v4 + 64), *(const float *)(v4 + 80), *(const float *)(v4 + 96), *(const float *)(v4 + 112)});
    *(mf *)(v3) = v5;
    v3 = (v3 + 32);
    v4 += 4;
    if (!(v4 < v2)) break;
  }
}
PART void f32(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  const int v7 = (v0 * 16);
  const Pointer v8 = (v3 + (Offset)v7);
  vf v9 = SPLAT(vf, 0.f);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  Pointer v13 = v4;
  const Pointer v14 = (v8 + 16);
  for (Pointer v15 = v8;;) {
    const vf v16 = *(const mf *)(v13);
    const vf v17 = splat_f(*(const float *)(v15));
    v9 = v_fma(v17, v16, v9);
    const vf v18 = splat_f(*(const float *)(v15 + 16));
    v10 = v_fma(v18, v16, v10);
    const vf v19 = splat_f(*(const float *)(v15 + 32));
    v11 = v_fma(v19, v16, v11);
    const vf v20 = splat_f(*(const float *)(v15 + 48));
    v12 = v_fma(v20, v16, v12);
    v13 = (v13 + 32);
    v15 += 4;
    if (!(v15 < v14)) break;
  }
  const int v21 = (v2 * 4);
  const int v22 = (v0 * 48);
  const int v23 = (v22 + v21);
  const Pointer v24 = (v5 + (Offset)v23);
  const vf v25 = *(const mf *)(v24);
  const vi v26 = ((vi)(v25 > SPLAT(vf, 0.f)));
  const vf v27 = v_select_f(v26, v9, SPLAT(vf, 0.f));
  const Pointer v28 = (v6 + (Offset)v23);
  *(mf *)(v28) = v27;
  const vf v29 = *(const mf *)(v24 + 48);
  const vi v30 = ((vi)(v29 > SPLAT(vf, 0.f)));
  const vf v31 = v_select_f(v30, v10, SPLAT(vf, 0.f));
  *(mf *)(v28 + 48) = v31;
  const vf v32 = *(const mf *)(v24 + 96);
  const vi v33 = ((vi)(v32 > SPLAT(vf, 0.f)));
  const vf v34 = v_select_f(v33, v11, SPLAT(vf, 0.f));
  *(mf *)(v28 + 96) = v34;
  const vf v35 = *(const mf *)(v24 + 144);
  const vi v36 = ((vi)(v35 > SPLAT(vf, 0.f)));
  const vf v37 = v_select_f(v36, v12, SPLAT(vf, 0.f));
  *(mf *)(v28 + 144) = v37;
}
PART void f33(Pointer v0, Pointer v1) {
  const Pointer v2 = (v0 + 16);
  Pointer v3 = v1;
  for (Pointer v4 = v0;;) {
    const vf v5 = ((vf){*(const float *)(v4), *(const float *)(v4 + 16), *(const float *)(v4 + 32), *(const float *)(v4 + 48), 0.f, 0.f, 0.f, 0.f});
    *(mf *)(v3) = v5;
    v3 = (v3 + 32);
    v4 += 4;
    if (!(v4 < v2)) break;
  }
}
PART void f34(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  const int v7 = (v0 * 16);
  const Pointer v8 = (v3 + (Offset)v7);
  vf v9 = SPLAT(vf, 0.f);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  Pointer v13 = v4;
  const Pointer v14 = (v8 + 16);
  for (Pointer v15 = v8;;) {
    const vf v16 = *(const mf *)(v13);
    const vf v17 = splat_f(*(const float *)(v15));
    v9 = v_fma(v17, v16, v9);
    const vf v18 = splat_f(*(const float *)(v15 + 16));
    v10 = v_fma(v18, v16, v10);
    const vf v19 = splat_f(*(const float *)(v15 + 32));
    v11 = v_fma(v19, v16, v11);
    const vf v20 = splat_f(*(const float *)(v15 + 48));
    v12 = v_fma(v20, v16, v12);
    v13 = (v13 + 32);
    v15 += 4;
    if (!(v15 < v14)) break;
  }
  const float v21 = (v9)[0];
  const int v22 = (v2 * 4);
  const int v23 = (v0 * 48);
  const int v24 = (v23 + v22);
  const Pointer v25 = (v5 + (Offset)v24);
  const float v26 = *(const float *)(v25);
  const int v27 = (v26 > 0.f);
  const float v28 = (v27 ? v21 : 0.f);
  const Pointer v29 = (v6 + (Offset)v24);
  *(float *)(v29) = v28;
  const float v30 = (v9)[1];
  const float v31 = *(const float *)(v25 + 4);
  const int v32 = (v31 > 0.f);
  const float v33 = (v32 ? v30 : 0.f);
  *(float *)(v29 + 4) = v33;
  const float v34 = (v9)[2];
  const float v35 = *(const float *)(v25 + 8);
  const int v36 = (v35 > 0.f);
  const float v37 = (v36 ? v34 : 0.f);
  *(float *)(v29 + 8) = v37;
  const float v38 = (v9)[3];
  const float v39 = *(const float *)(v25 + 12);
  const int v40 = (v39 > 0.f);
  const float v41 = (v40 ? v38 : 0.f);
  *(float *)(v29 + 12) = v41;
  const float v42 = (v10)[0];
  const float v43 = *(const float *)(v25 + 48);
  const int v44 = (v43 > 0.f);
  const float v45 = (v44 ? v42 : 0.f);
  *(float *)(v29 + 48) = v45;
  const float v46 = (v10)[1];
  const float v47 = *(const float *)(v25 + 52);
  const int v48 = (v47 > 0.f);
  const float v49 = (v48 ? v46 : 0.f);
  *(float *)(v29 + 52) = v49;
  const float v50 = (v10)[2];
  const float v51 = *(const float *)(v25 + 56);
  const int v52 = (v51 > 0.f);
  const float v53 = (v52 ? v50 : 0.f);
  *(float *)(v29 + 56) = v53;
  const float v54 = (v10)[3];
  const float v55 = *(const float *)(v25 + 60);
  const int v56 = (v55 > 0.f);
  const float v57 = (v56 ? v54 : 0.f);
  *(float *)(v29 + 60) = v57;
  const float v58 = (v11)[0];
  const float v59 = *(const float *)(v25 + 96);
  const int v60 = (v59 > 0.f);
  const float v61 = (v60 ? v58 : 0.f);
  *(float *)(v29 + 96) = v61;
  const float v62 = (v11)[1];
  const float v63 = *(const float *)(v25 + 100);
  const int v64 = (v63 > 0.f);
  const float v65 = (v64 ? v62 : 0.f);
  *(float *)(v29 + 100) = v65;
  const float v66 = (v11)[2];
  const float v67 = *(const float *)(v25 + 104);
  const int v68 = (v67 > 0.f);
  const float v69 = (v68 ? v66 : 0.f);
  *(float *)(v29 + 104) = v69;
  const float v70 = (v11)[3];
  const float v71 = *(const float *)(v25 + 108);
  const int v72 = (v71 > 0.f);
  const float v73 = (v72 ? v70 : 0.f);
  *(float *)(v29 + 108) = v73;
  const float v74 = (v12)[0];
  const float v75 = *(const float *)(v25 + 144);
  const int v76 = (v75 > 0.f);
  const float v77 = (v76 ? v74 : 0.f);
  *(float *)(v29 + 144) = v77;
  const float v78 = (v12)[1];
  const float v79 = *(const float *)(v25 + 148);
  const int v80 = (v79 > 0.f);
  const float v81 = (v80 ? v78 : 0.f);
  *(float *)(v29 + 148) = v81;
  const float v82 = (v12)[2];
  const float v83 = *(const float *)(v25 + 152);
  const int v84 = (v83 > 0.f);
  const float v85 = (v84 ? v82 : 0.f);
  *(float *)(v29 + 152) = v85;
  const float v86 = (v12)[3];
  const float v87 = *(const float *)(v25 + 156);
  const int v88 = (v87 > 0.f);
  const float v89 = (v88 ? v86 : 0.f);
  *(float *)(v29 + 156) = v89;
}
KERNEL void f35(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4) {
  f31(v2, v4);
  f32(0, 0, 0, v1, v4, v0, v3);
  const Pointer v5 = (v2 + 128);
  f33(v5, v4);
  f34(0, 0, 8, v1, v4, v0, v3);
}
PART void f36(int v0, Pointer v1, Pointer v2, int v3, Pointer v4, float v5, Pointer v6) {
  const int v7 = (v0 * 4);
  const Pointer v8 = (v1 + (Offset)v7);
  vf v9 = SPLAT(vf, 0.f);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  vf v14 = SPLAT(vf, 0.f);
  Pointer v15 = v8;
  const Pointer v16 = (v2 + 256);
  for (Pointer v17 = v2;;) {
    const vf v18 = *(const mf *)(v15);
    const vf v19 = splat_f(*(const float *)(v17));
    v9 = v_fma(v19, v18, v9);
    const vf v20 = splat_f(*(const float *)(v17 + 4));
    v10 = v_fma(v20, v18, v10);
    const vf v21 = splat_f(*(const float *)(v17 + 8));
    v11 = v_fma(v21, v18, v11);
    const vf v22 = splat_f(*(const float *)(v17 + 12));
    v12 = v_fma(v22, v18, v12);
    const vf v23 = splat_f(*(const float *)(v17 + 16));
    v13 = v_fma(v23, v18, v13);
    const vf v24 = splat_f(*(const float *)(v17 + 20));
    v14 = v_fma(v24, v18, v14);
    v15 = (v15 + 48);
    v17 += 64;
    if (!(v17 < v16)) break;
  }
  const int v25 = (v7 + v3);
  const Pointer v26 = (v4 + (Offset)v25);
  const vf v27 = *(const mf *)(v26);
  const vf v28 = (v9 * splat_f(v5));
  const vf v29 = (v27 - v28);
  const Pointer v30 = (v6 + (Offset)v25);
  *(mf *)(v30) = v29;
  const vf v31 = *(const mf *)(v26 + 48);
  const vf v32 = (v10 * splat_f(v5));
  const vf v33 = (v31 - v32);
  *(mf *)(v30 + 48) = v33;
  const vf v34 = *(const mf *)(v26 + 96);
  const vf v35 = (v11 * splat_f(v5));
  const vf v36 = (v34 - v35);
  *(mf *)(v30 + 96) = v36;
  const vf v37 = *(const mf *)(v26 + 144);
  const vf v38 = (v12 * splat_f(v5));
  const vf v39 = (v37 - v38);
  *(mf *)(v30 + 144) = v39;
  const vf v40 = *(const mf *)(v26 + 192);
  const vf v41 = (v13 * splat_f(v5));
  const vf v42 = (v40 - v41);
  *(mf *)(v30 + 192) = v42;
  const vf v43 = *(const mf *)(v26 + 240);
  const vf v44 = (v14 * splat_f(v5));
  const vf v45 = (v43 - v44);
  *(mf *)(v30 + 240) = v45;
}
PART void f37(int v0, Pointer v1, Pointer v2, Pointer v3, float v4, Pointer v5) {
  const int v6 = (v0 * 4);
  const Pointer v7 = (v1 + (Offset)v6);
  vf v8 = SPLAT(vf, 0.f);
  vf v9 = SPLAT(vf, 0.f);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  Pointer v12 = v7;
  const Pointer v13 = (v2 + 256);
  for (Pointer v14 = v2;;) {
    const vf v15 = *(const mf *)(v12);
    const vf v16 = splat_f(*(const float *)(v14));
    v8 = v_fma(v16, v15, v8);
    const vf v17 = splat_f(*(const float *)(v14 + 4));
    v9 = v_fma(v17, v15, v9);
    const vf v18 = splat_f(*(const float *)(v14 + 8));
    v10 = v_fma(v18, v15, v10);
    const vf v19 = splat_f(*(const float *)(v14 + 12));
    v11 = v_fma(v19, v15, v11);
    v12 = (v12 + 48);
    v14 += 64;
    if (!(v14 < v13)) break;
  }
  const Pointer v20 = (v3 + (Offset)v6);
  const vf v21 = *(const mf *)(v20 + 576);
  const vf v22 = (v8 * splat_f(v4));
  const vf v23 = (v21 - v22);
  const Pointer v24 = (v5 + (Offset)v6);
  *(mf *)(v24 + 576) = v23;
  const vf v25 = *(const mf *)(v20 + 624);
  const vf v26 = (v9 * splat_f(v4));
  const vf v27 = (v25 - v26);
  *(mf *)(v24 + 624) = v27;
  const vf v28 = *(const mf *)(v20 + 672);
  const vf v29 = (v10 * splat_f(v4));
  const vf v30 = (v28 - v29);
  *(mf *)(v24 + 672) = v30;
  const vf v31 = *(const mf *)(v20 + 720);
  const vf v32 = (v11 * splat_f(v4));
  const vf v33 = (v31 - v32);
  *(mf *)(v24 + 720) = v33;
}
PART void f38(Pointer v0, Pointer v1) {
  const Pointer v2 = (v0 + 192);
  Pointer v3 = v1;
  for (Pointer v4 = v0;;) {
    const vf v5 = ((vf){*(const float *)(v4), *(const float *)(v4 + 4), *(const float *)(v4 + 8), *(const float *)(v4 + 12), 0.f, 0.f, 0.f, 0.f});
    *(mf *)(v3) = v5;
    v3 = (v3 + 32);
    v4 += 48;
    if (!(v4 < v2)) break;
  }
}
PART void f39(int v0, Pointer v1, Pointer v2, Pointer v3, float v4, Pointer v5) {
  const int v6 = (v0 * 4);
  const Pointer v7 = (v1 + (Offset)v6);
  vf v8 = SPLAT(vf, 0.f);
  vf v9 = SPLAT(vf, 0.f);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  Pointer v14 = v2;
  const Pointer v15 = (v7 + 256);
  for (Pointer v16 = v7;;) {
    const vf v17 = *(const mf *)(v14);
    const vf v18 = splat_f(*(const float *)(v16));
    v8 = v_fma(v18, v17, v8);
    const vf v19 = splat_f(*(const float *)(v16 + 4));
    v9 = v_fma(v19, v17, v9);
    const vf v20 = splat_f(*(const float *)(v16 + 8));
    v10 = v_fma(v20, v17, v10);
    const vf v21 = splat_f(*(const float *)(v16 + 12));
    v11 = v_fma(v21, v17, v11);
    const vf v22 = splat_f(*(const float *)(v16 + 16));
    v12 = v_fma(v22, v17, v12);
    const vf v23 = splat_f(*(const float *)(v16 + 20));
    v13 = v_fma(v23, v17, v13);
    v14 = (v14 + 32);
    v16 += 64;
    if (!(v16 < v15)) break;
  }
  const float v24 = (v8)[0];
  const int v25 = (v0 * 48);
  const Pointer v26 = (v3 + (Offset)v25);
  const float v27 = *(const float *)(v26 + 32);
  const float v28 = (v24 * v4);
  const float v29 = (v27 - v28);
  const Pointer v30 = (v5 + (Offset)v25);
  *(float *)(v30 + 32) = v29;
  const float v31 = (v8)[1];
  const float v32 = *(const float *)(v26 + 36);
  const float v33 = (v31 * v4);
  const float v34 = (v32 - v33);
  *(float *)(v30 + 36) = v34;
  const float v35 = (v8)[2];
  const float v36 = *(const float *)(v26 + 40);
  const float v37 = (v35 * v4);
  const float v38 = (v36 - v37);
  *(float *)(v30 + 40) = v38;
  const float v39 = (v8)[3];
  const float v40 = *(const float *)(v26 + 44);
  const float v41 = (v39 * v4);
  const float v42 = (v40 - v41);
  *(float *)(v30 + 44) = v42;
  const float v43 = (v9)[0];
  const float v44 = *(const float *)(v26 + 80);
  const float v45 = (v43 * v4);
  const float v46 = (v44 - v45);
  *(float *)(v30 + 80) = v46;
  const float v47 = (v9)[1];
  const float v48 = *(const float *)(v26 + 84);
  const float v49 = (v47 * v4);
  const float v50 = (v48 - v49);
  *(float *)(v30 + 84) = v50;
  const float v51 = (v9)[2];
  const float v52 = *(const float *)(v26 + 88);
  const float v53 = (v51 * v4);
  const float v54 = (v52 - v53);
  *(float *)(v30 + 88) = v54;
  const float v55 = (v9)[3];
  const float v56 = *(const float *)(v26 + 92);
  const float v57 = (v55 * v4);
  const float v58 = (v56 - v57);
  *(float *)(v30 + 92) = v58;
  const float v59 = (v10)[0];
  const float v60 = *(const float *)(v26 + 128);
  const float v61 = (v59 * v4);
  const float v62 = (v60 - v61);
  *(float *)(v30 + 128) = v62;
  const float v63 = (v10)[1];
  const float v64 = *(const float *)(v26 + 132);
  const float v65 = (v63 * v4);
  const float v66 = (v64 - v65);
  *(float *)(v30 + 132) = v66;
  const float v67 = (v10)[2];
  const float v68 = *(const float *)(v26 + 136);
  const float v69 = (v67 * v4);
  const float v70 = (v68 - v69);
  *(float *)(v30 + 136) = v70;
  const float v71 = (v10)[3];
  const float v72 = *(const float *)(v26 + 140);
  const float v73 = (v71 * v4);
  const float v74 = (v72 - v73);
  *(float *)(v30 + 140) = v74;
  const float v75 = (v11)[0];
  const float v76 = *(const float *)(v26 + 176);
  const float v77 = (v75 * v4);
  const float v78 = (v76 - v77);
  *(float *)(v30 + 176) = v78;
  const float v79 = (v11)[1];
  const float v80 = *(const float *)(v26 + 180);
  const float v81 = (v79 * v4);
  const float v82 = (v80 - v81);
  *(float *)(v30 + 180) = v82;
  const float v83 = (v11)[2];
  const float v84 = *(const float *)(v26 + 184);
  const float v85 = (v83 * v4);
  const float v86 = (v84 - v85);
  *(float *)(v30 + 184) = v86;
  const float v87 = (v11)[3];
  const float v88 = *(const float *)(v26 + 188);
  const float v89 = (v87 * v4);
  const float v90 = (v88 - v89);
  *(float *)(v30 + 188) = v90;
  const float v91 = (v12)[0];
  const float v92 = *(const float *)(v26 + 224);
  const float v93 = (v91 * v4);
  const float v94 = (v92 - v93);
  *(float *)(v30 + 224) = v94;
  const float v95 = (v12)[1];
  const float v96 = *(const float *)(v26 + 228);
  const float v97 = (v95 * v4);
  const float v98 = (v96 - v97);
  *(float *)(v30 + 228) = v98;
  const float v99 = (v12)[2];
  const float v100 = *(const float *)(v26 + 232);
  const float v101 = (v99 * v4);
  const float v102 = (v100 - v101);
  *(float *)(v30 + 232) = v102;
  const float v103 = (v12)[3];
  const float v104 = *(const float *)(v26 + 236);
  const float v105 = (v103 * v4);
  const float v106 = (v104 - v105);
  *(float *)(v30 + 236) = v106;
  const float v107 = (v13)[0];
  const float v108 = *(const float *)(v26 + 272);
  const float v109 = (v107 * v4);
  const float v110 = (v108 - v109);
  *(float *)(v30 + 272) = v110;
  const float v111 = (v13)[1];
  const float v112 = *(const float *)(v26 + 276);
  const float v113 = (v111 * v4);
  const float v114 = (v112 - v113);
  *(float *)(v30 + 276) = v114;
  const float v115 = (v13)[2];
  const float v116 = *(const float *)(v26 + 280);
  const float v117 = (v115 * v4);
  const float v118 = (v116 - v117);
  *(float *)(v30 + 280) = v118;
  const float v119 = (v13)[3];
  const float v120 = *(const float *)(v26 + 284);
  const float v121 = (v119 * v4);
  const float v122 = (v120 - v121);
  *(float *)(v30 + 284) = v122;
}
PART void f40(int v0, Pointer v1, Pointer v2, Pointer v3, float v4, Pointer v5) {
  const int v6 = (v0 * 4);
  const Pointer v7 = (v1 + (Offset)v6);
  vf v8 = SPLAT(vf, 0.f);
  vf v9 = SPLAT(vf, 0.f);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  Pointer v12 = v2;
  const Pointer v13 = (v7 + 256);
  for (Pointer v14 = v7;;) {
    const vf v15 = *(const mf *)(v12);
    const vf v16 = splat_f(*(const float *)(v14));
    v8 = v_fma(v16, v15, v8);
    const vf v17 = splat_f(*(const float *)(v14 + 4));
    v9 = v_fma(v17, v15, v9);
    const vf v18 = splat_f(*(const float *)(v14 + 8));
    v10 = v_fma(v18, v15, v10);
    const vf v19 = splat_f(*(const float *)(v14 + 12));
    v11 = v_fma(v19, v15, v11);
    v12 = (v12 + 32);
    v14 += 64;
    if (!(v14 < v13)) break;
  }
  const float v20 = (v8)[0];
  const int v21 = (v0 * 48);
  const Pointer v22 = (v3 + (Offset)v21);
  const float v23 = *(const float *)(v22 + 32);
  const float v24 = (v20 * v4);
  const float v25 = (v23 - v24);
  const Pointer v26 = (v5 + (Offset)v21);
  *(float *)(v26 + 32) = v25;
  const float v27 = (v8)[1];
  const float v28 = *(const float *)(v22 + 36);
  const float v29 = (v27 * v4);
  const float v30 = (v28 - v29);
  *(float *)(v26 + 36) = v30;
  const float v31 = (v8)[2];
  const float v32 = *(const float *)(v22 + 40);
  const float v33 = (v31 * v4);
  const float v34 = (v32 - v33);
  *(float *)(v26 + 40) = v34;
  const float v35 = (v8)[3];
  const float v36 = *(const float *)(v22 + 44);
  const float v37 = (v35 * v4);
  const float v38 = (v36 - v37);
  *(float *)(v26 + 44) = v38;
  const float v39 = (v9)[0];
  const float v40 = *(const float *)(v22 + 80);
  const float v41 = (v39 * v4);
  const float v42 = (v40 - v41);
  *(float *)(v26 + 80) = v42;
  const float v43 = (v9)[1];
  const float v44 = *(const float *)(v22 + 84);
  const float v45 = (v43 * v4);
  const float v46 = (v44 - v45);
  *(float *)(v26 + 84) = v46;
  const float v47 = (v9)[2];
  const float v48 = *(const float *)(v22 + 88);
  const float v49 = (v47 * v4);
  const float v50 = (v48 - v49);
  *(float *)(v26 + 88) = v50;
  const float v51 = (v9)[3];
  const float v52 = *(const float *)(v22 + 92);
  const float v53 = (v51 * v4);
  const float v54 = (v52 - v53);
  *(float *)(v26 + 92) = v54;
  const float v55 = (v10)[0];
  const float v56 = *(const float *)(v22 + 128);
  const float v57 = (v55 * v4);
  const float v58 = (v56 - v57);
  *(float *)(v26 + 128) = v58;
  const float v59 = (v10)[1];
  const float v60 = *(const float *)(v22 + 132);
  const float v61 = (v59 * v4);
  const float v62 = (v60 - v61);
  *(float *)(v26 + 132) = v62;
  const float v63 = (v10)[2];
  const float v64 = *(const float *)(v22 + 136);
  const float v65 = (v63 * v4);
  const float v66 = (v64 - v65);
  *(float *)(v26 + 136) = v66;
  const float v67 = (v10)[3];
  const float v68 = *(const float *)(v22 + 140);
  const float v69 = (v67 * v4);
  const float v70 = (v68 - v69);
  *(float *)(v26 + 140) = v70;
  const float v71 = (v11)[0];
  const float v72 = *(const float *)(v22 + 176);
  const float v73 = (v71 * v4);
  const float v74 = (v72 - v73);
  *(float *)(v26 + 176) = v74;
  const float v75 = (v11)[1];
  const float v76 = *(const float *)(v22 + 180);
  const float v77 = (v75 * v4);
  const float v78 = (v76 - v77);
  *(float *)(v26 + 180) = v78;
  const float v79 = (v11)[2];
  const float v80 = *(const float *)(v22 + 184);
  const float v81 = (v79 * v4);
  const float v82 = (v80 - v81);
  *(float *)(v26 + 184) = v82;
  const float v83 = (v11)[3];
  const float v84 = *(const float *)(v22 + 188);
  const float v85 = (v83 * v4);
  const float v86 = (v84 - v85);
  *(float *)(v26 + 188) = v86;
}
KERNEL void f41(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5) {
  const float v6 = *(const float *)(v3);
  for (int v7 = 0;;) {
    const int v8 = (v7 * 4);
    const Pointer v9 = (v1 + (Offset)v8);
    const int v10 = (v7 * 48);
    f36(0, v2, v9, v10, v0, v6, v4);
    v7 += 6;
    if (!(v7 < 12)) break;
  }
  const Pointer v11 = (v1 + 48);
  f37(0, v2, v11, v0, v6, v4);
  const Pointer v12 = (v2 + 32);
  f38(v12, v5);
  const float v13 = *(const float *)(v3);
  for (int v14 = 0;;) {
    f39(v14, v1, v5, v0, v13, v4);
    v14 += 6;
    if (!(v14 < 12)) break;
  }
  f40(12, v1, v5, v0, v13, v4);
}
PART void f42(Pointer v0, Pointer v1) {
  const Pointer v2 = (v0 + 64);
  Pointer v3 = v1;
  for (Pointer v4 = v0;;) {
    const vf v5 = ((vf){*(const float *)(v4), *(const float *)(v4 + 4), *(const float *)(v4 + 8), *(const float *)(v4 + 12), 0.f, 0.f, 0.f, 0.f});
    *(mf *)(v3) = v5;
    v3 = (v3 + 32);
    v4 += 16;
    if (!(v4 < v2)) break;
  }
}
PART void f43(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, float v6, Pointer v7) {
  const int v8 = (v0 * 4);
  const Pointer v9 = (v3 + (Offset)v8);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  vf v14 = SPLAT(vf, 0.f);
  vf v15 = SPLAT(vf, 0.f);
  Pointer v16 = v4;
  const Pointer v17 = (v9 + 192);
  for (Pointer v18 = v9;;) {
    const vf v19 = *(const mf *)(v16);
    const vf v20 = splat_f(*(const float *)(v18));
    v10 = v_fma(v20, v19, v10);
    const vf v21 = splat_f(*(const float *)(v18 + 4));
    v11 = v_fma(v21, v19, v11);
    const vf v22 = splat_f(*(const float *)(v18 + 8));
    v12 = v_fma(v22, v19, v12);
    const vf v23 = splat_f(*(const float *)(v18 + 12));
    v13 = v_fma(v23, v19, v13);
    const vf v24 = splat_f(*(const float *)(v18 + 16));
    v14 = v_fma(v24, v19, v14);
    const vf v25 = splat_f(*(const float *)(v18 + 20));
    v15 = v_fma(v25, v19, v15);
    v16 = (v16 + 32);
    v18 += 48;
    if (!(v18 < v17)) break;
  }
  const float v26 = (v10)[0];
  const int v27 = (v2 * 4);
  const int v28 = (v0 * 16);
  const int v29 = (v28 + v27);
  const Pointer v30 = (v5 + (Offset)v29);
  const float v31 = *(const float *)(v30);
  const float v32 = (v26 * v6);
  const float v33 = (v31 - v32);
  const Pointer v34 = (v7 + (Offset)v29);
  *(float *)(v34) = v33;
  const float v35 = (v10)[1];
  const float v36 = *(const float *)(v30 + 4);
  const float v37 = (v35 * v6);
  const float v38 = (v36 - v37);
  *(float *)(v34 + 4) = v38;
  const float v39 = (v10)[2];
  const float v40 = *(const float *)(v30 + 8);
  const float v41 = (v39 * v6);
  const float v42 = (v40 - v41);
  *(float *)(v34 + 8) = v42;
  const float v43 = (v10)[3];
  const float v44 = *(const float *)(v30 + 12);
  const float v45 = (v43 * v6);
  const float v46 = (v44 - v45);
  *(float *)(v34 + 12) = v46;
  const float v47 = (v11)[0];
  const float v48 = *(const float *)(v30 + 16);
  const float v49 = (v47 * v6);
  const float v50 = (v48 - v49);
  *(float *)(v34 + 16) = v50;
  const float v51 = (v11)[1];
  const float v52 = *(const float *)(v30 + 20);
  const float v53 = (v51 * v6);
  const float v54 = (v52 - v53);
  *(float *)(v34 + 20) = v54;
  const float v55 = (v11)[2];
  const float v56 = *(const float *)(v30 + 24);
  const float v57 = (v55 * v6);
  const float v58 = (v56 - v57);
  *(float *)(v34 + 24) = v58;
  const float v59 = (v11)[3];
  const float v60 = *(const float *)(v30 + 28);
  const float v61 = (v59 * v6);
  const float v62 = (v60 - v61);
  *(float *)(v34 + 28) = v62;
  const float v63 = (v12)[0];
  const float v64 = *(const float *)(v30 + 32);
  const float v65 = (v63 * v6);
  const float v66 = (v64 - v65);
  *(float *)(v34 + 32) = v66;
  const float v67 = (v12)[1];
  const float v68 = *(const float *)(v30 + 36);
  const float v69 = (v67 * v6);
  const float v70 = (v68 - v69);
  *(float *)(v34 + 36) = v70;
  const float v71 = (v12)[2];
  const float v72 = *(const float *)(v30 + 40);
  const float v73 = (v71 * v6);
  const float v74 = (v72 - v73);
  *(float *)(v34 + 40) = v74;
  const float v75 = (v12)[3];
  const float v76 = *(const float *)(v30 + 44);
  const float v77 = (v75 * v6);
  const float v78 = (v76 - v77);
  *(float *)(v34 + 44) = v78;
  const float v79 = (v13)[0];
  const float v80 = *(const float *)(v30 + 48);
  const float v81 = (v79 * v6);
  const float v82 = (v80 - v81);
  *(float *)(v34 + 48) = v82;
  const float v83 = (v13)[1];
  const float v84 = *(const float *)(v30 + 52);
  const float v85 = (v83 * v6);
  const float v86 = (v84 - v85);
  *(float *)(v34 + 52) = v86;
  const float v87 = (v13)[2];
  const float v88 = *(const float *)(v30 + 56);
  const float v89 = (v87 * v6);
  const float v90 = (v88 - v89);
  *(float *)(v34 + 56) = v90;
  const float v91 = (v13)[3];
  const float v92 = *(const float *)(v30 + 60);
  const float v93 = (v91 * v6);
  const float v94 = (v92 - v93);
  *(float *)(v34 + 60) = v94;
  const float v95 = (v14)[0];
  const float v96 = *(const float *)(v30 + 64);
  const float v97 = (v95 * v6);
  const float v98 = (v96 - v97);
  *(float *)(v34 + 64) = v98;
  const float v99 = (v14)[1];
  const float v100 = *(const float *)(v30 + 68);
  const float v101 = (v99 * v6);
  const float v102 = (v100 - v101);
  *(float *)(v34 + 68) = v102;
  const float v103 = (v14)[2];
  const float v104 = *(const float *)(v30 + 72);
  const float v105 = (v103 * v6);
  const float v106 = (v104 - v105);
  *(float *)(v34 + 72) = v106;
  const float v107 = (v14)[3];
  const float v108 = *(const float *)(v30 + 76);
  const float v109 = (v107 * v6);
  const float v110 = (v108 - v109);
  *(float *)(v34 + 76) = v110;
  const float v111 = (v15)[0];
  const float v112 = *(const float *)(v30 + 80);
  const float v113 = (v111 * v6);
  const float v114 = (v112 - v113);
  *(float *)(v34 + 80) = v114;
  const float v115 = (v15)[1];
  const float v116 = *(const float *)(v30 + 84);
  const float v117 = (v115 * v6);
  const float v118 = (v116 - v117);
  *(float *)(v34 + 84) = v118;
  const float v119 = (v15)[2];
  const float v120 = *(const float *)(v30 + 88);
  const float v121 = (v119 * v6);
  const float v122 = (v120 - v121);
  *(float *)(v34 + 88) = v122;
  const float v123 = (v15)[3];
  const float v124 = *(const float *)(v30 + 92);
  const float v125 = (v123 * v6);
  const float v126 = (v124 - v125);
  *(float *)(v34 + 92) = v126;
}
KERNEL void f44(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5) {
  f42(v2, v5);
  const float v6 = *(const float *)(v3);
  for (int v7 = 0;;) {
    f43(v7, 0, 0, v1, v5, v0, v6, v4);
    v7 += 6;
    if (!(v7 < 12)) break;
  }
}
KERNEL void f45(Pointer v0, Pointer v1, Pointer v2, Pointer v3) {
  const float v4 = *(const float *)(v2);
  for (int v5 = 0;;) {
    vf v6 = SPLAT(vf, 0.f);
    const int v7 = (v5 * 4);
    for (int v8 = 0;;) {
      const int v9 = (v8 * 48);
      const int v10 = (v9 + v7);
      const Pointer v11 = (v1 + (Offset)v10);
      const vf v12 = *(const mf *)(v11);
      v6 = (v6 + v12);
      v8 += 1;
      if (!(v8 < 4)) break;
    }
    const Pointer v13 = (v0 + (Offset)v7);
    const vf v14 = *(const mf *)(v13);
    const vf v15 = (v6 * splat_f(v4));
    const vf v16 = (v14 - v15);
    const Pointer v17 = (v3 + (Offset)v7);
    *(mf *)(v17) = v16;
    v5 += 8;
    if (!(v5 < 8)) break;
  }
  const float v18 = *(const float *)(v2);
  for (int v19 = 8;;) {
    float v20 = 0.f;
    const int v21 = (v19 * 4);
    for (int v22 = 0;;) {
      const int v23 = (v22 * 48);
      const int v24 = (v23 + v21);
      const Pointer v25 = (v1 + (Offset)v24);
      const float v26 = *(const float *)(v25);
      v20 = (v20 + v26);
      v22 += 1;
      if (!(v22 < 4)) break;
    }
    const Pointer v27 = (v0 + (Offset)v21);
    const float v28 = *(const float *)(v27);
    const float v29 = (v20 * v18);
    const float v30 = (v28 - v29);
    const Pointer v31 = (v3 + (Offset)v21);
    *(float *)(v31) = v30;
    v19 += 1;
    if (!(v19 < 12)) break;
  }
}
void f0(Pointer, Pointer, Pointer, Pointer);
void f1(Pointer, Pointer);
void f2(Pointer, Pointer, Pointer);
void f3(Pointer, Pointer);
void f4(Pointer, Pointer, Pointer);
void f5(Pointer);
void f7(Pointer, Pointer, Pointer);
void f11(Pointer, Pointer, Pointer, Pointer, Pointer);
void f14(Pointer, Pointer, Pointer, Pointer, Pointer);
void f17(Pointer, Pointer, Pointer, Pointer, Pointer);
void f19(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f21(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f22(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f23(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f24(Pointer, Pointer, Pointer, Pointer);
void f27(Pointer, Pointer, Pointer, Pointer, Pointer);
void f28(Pointer, Pointer, Pointer, Pointer);
void f30(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f35(Pointer, Pointer, Pointer, Pointer, Pointer);
void f41(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f44(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f45(Pointer, Pointer, Pointer, Pointer);
#undef OWN
#define OWN __thread __attribute__((visibility("hidden")))
OWN int thread, threads;
OWN Team *team;
void run(Pointer memory, const long long *places, long long steps, int own, int count, Team *all) {
  thread = own;
  threads = count;
  team = all;
  const Pointer b15 = memory + places[15];
  const Pointer b14 = memory + places[14];
  const Pointer b19 = memory + places[19];
  const Pointer b18 = memory + places[18];
  const Pointer b20 = memory + places[20];
  const Pointer b4 = memory + places[4];
  const Pointer b5 = memory + places[5];
  const Pointer b0 = memory + places[0];
  const Pointer b3 = memory + places[3];
  const Pointer b2 = memory + places[2];
  const Pointer b6 = memory + places[6];
  const Pointer b7 = memory + places[7];
  const Pointer b8 = memory + places[8];
  const Pointer b9 = memory + places[9];
  const Pointer b10 = memory + places[10];
  const Pointer b11 = memory + places[11];
  const Pointer b13 = memory + places[13];
  const Pointer b12 = memory + places[12];
  const Pointer b17 = memory + places[17];
  const Pointer b16 = memory + places[16];
  const Pointer b21 = memory + places[21];
  for (long long step = 0; step < steps; step++) {
    f0(b15, b14, b15, b14);
    f0(b19, b18, b19, b18);
    f1(b20, b20);
    f2(b4, b5, b0 + 256);
    f3(b5, b5);
    f4(b3, b0 + 256, b0 + 768);
    f5(b0 + 832);
    f7(b2, b0 + 256, b0);
    f11(b0, b6, b7, b0 + 256);
    f14(b0 + 256, b8, b9, b0 + 576);
    f17(b0 + 576, b10, b11, b0 + 640, b0 + 448);
    f19(b0 + 640, b0 + 896, b0 + 960, b0 + 1024, b0 + 512, b0 + 704, b0 + 448);
    f21(b0 + 768, b0 + 832, b0 + 896, b0 + 512, b0 + 704, b0 + 640, b0 + 448);
    f22(b13, b12, b0 + 1024, b0 + 448, b13, b12);
    f23(b17, b16, b0 + 768, b0 + 960, b17, b16);
    f24(b11, b0 + 640, b21, b11);
    f27(b0 + 576, b0 + 640, b10, b0 + 768, b0 + 448);
    f28(b9, b0 + 768, b21, b9);
    f30(b10, b0 + 576, b0 + 640, b21, b10, b0 + 448);
    f35(b0 + 256, b0 + 768, b8, b0 + 448, b0 + 640);
    f41(b6, b0, b0 + 448, b21, b6);
    f44(b8, b0 + 256, b0 + 768, b21, b8);
    f45(b7, b0 + 448, b21, b7);
  }
}

